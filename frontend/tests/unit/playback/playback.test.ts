import { describe, expect, it } from 'vitest'
import { shortcutFor } from '../../../src/playback/keys'
import { ageLabel, policyEpisode, policyLabel, timeLeftLabel } from '../../../src/playback/policies'
import { glideMilliseconds, nextSpeed, sliderToSpeed, speedLabel, speedToSlider } from '../../../src/playback/speed'

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

  it('glides no longer than a step takes', () => {
    expect(glideMilliseconds(1)).toBeLessThan(200)
    expect(glideMilliseconds(20)).toBeLessThanOrEqual(50)
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
})
