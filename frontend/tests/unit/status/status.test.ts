import { describe, expect, it } from 'vitest'
import { byRank, componentName, componentNews, missedNews, restartsLabel } from '../../../src/status/components'
import { diagnose, farewell } from '../../../src/status/outage'
import { countdownLabel, situationOf, type Circumstances } from '../../../src/status/situation'
import { lifeEnded } from '../../../src/status/events'
import { component } from '../frames'

const well: Circumstances = {
  phase: 'live',
  outage: null,
  failed: [],
  restarting: [],
  mood: 'training',
  episodes: 548,
  watchedAge: 500,
  followsNewest: true,
  ageSeconds: 15,
  behind: 48,
}

describe('situation', () => {
  it('tells while all is well whose life this is, how old its policy is and how far training is ahead', () => {
    expect(situationOf(well)).toEqual({
      kind: 'live',
      tone: 'calm',
      title: 'You watch the policy of episode 500',
      text: 'It is 15 s old. Training is 48 episodes ahead. The next policy takes over by itself.',
    })
    expect(situationOf({ ...well, behind: 0 }).text).toContain('It is the newest there is.')
  })

  it('puts a lost connection before everything that was heard over it', () => {
    const lost = situationOf({ ...well, phase: 'lost', outage: { attempt: 2, retryAt: 0, why: 'gone', stopped: false }, failed: [component('trainer', { state: 'failed' })], watchedAge: 0 })
    expect(lost).toMatchObject({ kind: 'lost', text: 'gone' })
  })

  it('says what a failed component means where the supervisor did not', () => {
    expect(situationOf({ ...well, failed: [component('trainer', { state: 'failed' })] }).text).toContain('learns no more')
    expect(situationOf({ ...well, failed: [component('viewers', { state: 'failed', detail: 'disk full' })] }).text).toBe('disk full')
  })

  it('names the part that is restarting', () => {
    const healing = situationOf({ ...well, restarting: [component('inference', { state: 'restarting', detail: 'Broken on purpose.' })] })
    expect(healing).toMatchObject({ kind: 'restarting', title: 'Inference crashed and is restarting', text: 'Broken on purpose.' })
  })

  it('tells untrained, old, paused and finished apart', () => {
    expect(situationOf({ ...well, watchedAge: 0 }).kind).toBe('untrained')
    expect(situationOf({ ...well, watchedAge: 100, followsNewest: false, behind: 448 })).toMatchObject({ kind: 'old-policy', text: 'It is 15 s old. Training is 448 episodes ahead.' })
    expect(situationOf({ ...well, watchedAge: 0, followsNewest: false }).title).toBe('You watch the untrained agent')
    expect(situationOf({ ...well, mood: 'paused' }).kind).toBe('training-paused')
    expect(situationOf({ ...well, mood: 'finished' }).kind).toBe('finished')
    expect(situationOf({ ...well, watchedAge: null }).title).toBe('Waiting for the first step')
  })

  it('keeps the goodbye of a town that was stopped', () => {
    const stopped = situationOf({ ...well, phase: 'lost', outage: { attempt: 9, retryAt: 0, why: 'It comes back.', stopped: true } })
    expect(stopped).toEqual({ kind: 'stopped', tone: 'wait', title: 'The town was stopped', text: 'It comes back.' })
  })

  it('begins each sentence with a capital and ends it with a full stop', () => {
    const all = [well, { ...well, watchedAge: 0 }, { ...well, behind: 0 }, { ...well, followsNewest: false }, { ...well, mood: 'paused' as const }, { ...well, mood: 'finished' as const }]
    for (const { title, text } of all.map(situationOf)) {
      for (const sentence of `${title}. ${text}`.split(/(?<=\.) /)) {
        expect(sentence).toMatch(/^[A-Z].*\.$/)
      }
    }
  })

  it('counts down to the next try', () => {
    expect(countdownLabel(5_000, 2_100)).toBe('Next try in 3 s')
    expect(countdownLabel(5_000, 5_000)).toBe('Trying now…')
  })
})

describe('what is wrong', () => {
  const answering = (status: number, body: unknown = '') => () => Promise.resolve(new Response(JSON.stringify(body), { status }))

  it('knows the goodbye of a town that shuts down', () => {
    expect(farewell(1001)).toContain('reconnects by itself')
    expect(farewell(1006)).toBeNull()
  })

  it('tells the page’s own server from the town', async () => {
    expect(await diagnose(true, () => Promise.reject(new TypeError('Failed to fetch')))).toContain('The page’s own server crashed and is restarting')
    expect(await diagnose(true, answering(503))).toContain('not ready')
  })

  it('names the components that are not ready', async () => {
    const body = { components: [{ component: 'inference', state: 'restarting' }, { component: 'trainer', state: 'ready' }] }
    expect(await diagnose(false, answering(503, body))).toBe('The town is there but not ready: inference is restarting.')
  })

  it('tells a refusal from an absence', async () => {
    expect(await diagnose(false, answering(403))).toContain('refuses this page')
    expect(await diagnose(false, answering(502))).toContain('does not answer')
    expect(await diagnose(false, () => Promise.reject(new TypeError('network')))).toContain('does not answer')
    expect(await diagnose(false, answering(200))).toContain('broke off')
  })
})

describe('components', () => {
  it('come in the order of the tree, strangers last', () => {
    const all = ['viewers', 'oracle', 'inference', 'trainer'].map((name) => component(name))
    expect(byRank(all).map((one) => one.component)).toEqual(['trainer', 'inference', 'viewers', 'oracle'])
  })

  it('have names a person would use', () => {
    expect(componentName('checkpoint-publisher')).toBe('Files')
    expect(componentName('follower')).toBe('Follower')
    expect(componentName('oracle')).toBe('oracle')
    expect([0, 1, 3].map(restartsLabel)).toEqual(['', 'restarted once', 'restarted 3 times'])
  })

  it('were restarted while nobody could say so', () => {
    expect(missedNews(component('frontend'), component('frontend', { restarts: 1 }))).toBe('Page was restarted while this page was disconnected')
    expect(missedNews(component('frontend', { restarts: 1 }), component('frontend', { restarts: 1 }))).toBeNull()
  })

  it('are still restarting when this page is back before them', () => {
    const crashed = component('frontend', { state: 'restarting', restarts: 1, detail: 'Broken on request.' })
    expect(missedNews(component('frontend'), crashed)).toBe('Page crashed (Broken on request) and is restarting')
    expect(missedNews(crashed, crashed)).toBeNull()
    expect(missedNews(crashed, component('frontend', { restarts: 1 }))).toBe('Page is back')
    expect(missedNews(component('trainer'), component('trainer', { state: 'failed', detail: 'Too often.' }))).toBe('Trainer was given up: Too often')
  })

  it('make news of what the supervisor does', () => {
    expect(componentNews(component('inference', { state: 'restarting', detail: 'It broke.' }))).toBe('Inference crashed (It broke) and is restarting')
    expect(componentNews(component('inference', { restarts: 1 }))).toBe('Inference is back')
    expect(componentNews(component('trainer', { state: 'failed', detail: 'Too often.' }))).toBe('Trainer was given up: Too often')
    expect(componentNews(component('follower', { state: 'failed', detail: 'The run is gone.' }))).toBe('The run cannot be followed: The run is gone')
    expect(componentNews(component('frontend', { state: 'starting' }))).toBe('Page is starting')
  })
})

describe('events', () => {
  it('tell how a watched life ended', () => {
    expect(lifeEnded({ episode: 3, steps: 120, reason: 'done', cause: 'energy' })).toBe('Life 3 ended after 120 steps. It ran out of energy.')
    expect(lifeEnded({ episode: 3, steps: 500, reason: 'max_steps', cause: null })).toContain('the longest life')
  })
})
