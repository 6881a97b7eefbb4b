import { describe, expect, it } from 'vitest'
import { shortcutFor } from '../../../src/playback/keys'
import { ageAfter, ageLabel, policyEpisode, policyLabel, policyNear, policyWords, shortAge, thinnedOut, timeLeftLabel } from '../../../src/playback/policies'
import { glideAt, nextSpeed, settlingMilliseconds, sliderToSpeed, speedLabel, speedToSlider } from '../../../src/playback/speed'

const press = (key: string, changes = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...changes })
const onPage = { tag: 'BODY', inDialog: false }

describe('keys', () => {
  it('plays with space and steps with the right arrow', () => {
    expect(shortcutFor(press(' '), onPage)).toBe('togglePlay')
    expect(shortcutFor(press('ArrowRight'), onPage)).toBe('step')
  })

  it('leaves a focused control the keys it needs', () => {
    expect(shortcutFor(press(' '), { tag: 'BUTTON', inDialog: false })).toBeNull()
    expect(shortcutFor(press('ArrowRight'), { tag: 'BUTTON', inDialog: false })).toBe('step')
    expect(shortcutFor(press('ArrowRight'), { tag: 'INPUT', inDialog: false })).toBeNull()
    expect(shortcutFor(press('n'), { tag: 'SELECT', inDialog: false })).toBeNull()
  })

  it('leaves the browser its own combinations and a dialog its keys', () => {
    expect(shortcutFor(press('p', { ctrlKey: true }), onPage)).toBeNull()
    expect(shortcutFor(press(' '), { tag: 'BODY', inDialog: true })).toBeNull()
  })
})

describe('speed', () => {
  it('comes back from the slider as it went in', () => {
    for (const speed of [0.1, 0.5, 1, 5, 20]) {
      expect(sliderToSpeed(speedToSlider(speed))).toBeCloseTo(speed)
    }
  })

  it('stays within what the town accepts', () => {
    expect(sliderToSpeed(9)).toBe(20)
    expect(sliderToSpeed(-9)).toBe(0.1)
    expect(nextSpeed(20, 1)).toBe(20)
    expect(nextSpeed(0.1, -1)).toBe(0.1)
  })

  it('goes from stop to stop', () => {
    expect(nextSpeed(1, 1)).toBe(2)
    expect(nextSpeed(1.3, -1)).toBe(1)
  })

  it('walks and rests at a pace for people, and flows without a rest where steps come fast', () => {
    expect(glideAt(1).milliseconds).toBeLessThan(200)
    expect(glideAt(1).easing).not.toBe('linear')
    expect(glideAt(4).milliseconds).toBeGreaterThanOrEqual(50)
    expect(glideAt(4).easing).toBe('linear')
    expect(glideAt(0.1).milliseconds).toBe(600)
  })

  it('lets nothing settle slowly that the next step changes again', () => {
    expect(settlingMilliseconds(1)).toBeGreaterThan(0)
    expect(settlingMilliseconds(4)).toBe(0)
  })

  it('is written as a factor', () => {
    expect(speedLabel(0.5)).toBe('0.5×')
  })
})

describe('policies', () => {
  it('reads the episode from either kind of name', () => {
    expect(policyEpisode('policy_ep00500')).toBe(500)
    expect(policyEpisode('checkpoint_ep01200')).toBe(1200)
    expect(policyEpisode('best')).toBeNull()
    expect(policyLabel('policy_ep01200')).toBe('episode 1,200')
    expect(policyLabel('best')).toBe('best')
  })

  it('says how old', () => {
    expect([4.7, 65, 3_900].map(ageLabel)).toEqual(['4 s', '1 min 05 s', '1 h 05 min'])
    expect([30, 2_160, 9_000].map(timeLeftLabel)).toEqual(['less than a minute left', '36 min left', '3 h left'])
  })

  it('finds the policy whose age is closest to an episode, the untrained one at the very beginning', () => {
    const models = ['policy_ep00100', 'policy_ep00200', 'policy_ep00500']
    expect(policyNear(models, 190)).toBe('policy_ep00200')
    expect(policyNear(models, 9_000)).toBe('policy_ep00500')
    expect(policyNear(models, 12)).toBe('untrained')
    expect(policyNear([], 700)).toBe('untrained')
  })

  it('leads from age to age by keys, and past the newest to whatever is newest', () => {
    const ages = [0, 100, 200]
    expect(ageAfter(ages, 100, 'ArrowLeft')).toBe(0)
    expect(ageAfter(ages, 100, 'ArrowRight')).toBe(200)
    expect(ageAfter(ages, 200, 'ArrowRight')).toBe('newest')
    expect(ageAfter(ages, 0, 'ArrowLeft')).toBe(0)
    expect(ageAfter(ages, 100, 'Home')).toBe(0)
    expect(ageAfter(ages, 100, 'End')).toBe('newest')
    expect(ageAfter(ages, 100, 'n')).toBeNull()
  })

  it('offers a long list thinned out, its ends always', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => index)
    const few = thinnedOut(many, 11)
    expect(few).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000])
    expect(thinnedOut([1, 2, 3], 11)).toEqual([1, 2, 3])
  })

  it('speaks of the untrained agent as what it is', () => {
    expect(policyWords(0)).toBe('the untrained agent')
    expect(policyWords(1200)).toBe('the policy of episode 1,200')
    expect(policyEpisode('untrained')).toBe(0)
    expect(policyLabel('untrained')).toBe('untrained')
    expect([4.2, 130, 7_300].map(shortAge)).toEqual(['4 s', '2 min', '2 h'])
  })
})
