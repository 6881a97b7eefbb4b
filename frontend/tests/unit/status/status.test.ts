import { describe, expect, it } from 'vitest'
import { byRank, componentName, restartsLabel } from '../../../src/status/components'
import { diagnose } from '../../../src/status/outage'
import { countdownLabel, situationOf, type Circumstances } from '../../../src/status/situation'
import type { ServerStatus } from '../../../src/wire/messages'

const component = (name: string, state: ServerStatus['state'] = 'ready', detail = ''): ServerStatus => ({ type: 'server_status', component: name, state, detail, restarts: 0 })
const well: Circumstances = { phase: 'live', outage: null, failed: [], mood: 'training', untrained: false, episodes: 10 }

describe('situation', () => {
  it('is silent while all is well', () => {
    expect(situationOf(well)).toBeNull()
  })

  it('puts a lost connection before everything that was heard over it', () => {
    const lost = situationOf({ ...well, phase: 'lost', outage: { attempt: 2, retryAt: 0, why: 'gone' }, failed: [component('trainer', 'failed')], untrained: true })
    expect(lost).toMatchObject({ kind: 'lost', text: 'gone' })
  })

  it('says what a failed component means where the supervisor did not', () => {
    expect(situationOf({ ...well, failed: [component('trainer', 'failed')] })?.text).toContain('learns nothing more')
    expect(situationOf({ ...well, failed: [component('recorder', 'failed', 'disk full')] })?.text).toBe('disk full')
  })

  it('tells untrained, paused and finished apart', () => {
    expect(situationOf({ ...well, untrained: true })?.kind).toBe('untrained')
    expect(situationOf({ ...well, mood: 'paused' })?.kind).toBe('training-paused')
    expect(situationOf({ ...well, mood: 'finished' })?.kind).toBe('finished')
  })

  it('counts down to the next try', () => {
    expect(countdownLabel(5_000, 2_100)).toBe('Next try in 3 s')
    expect(countdownLabel(5_000, 5_000)).toBe('Trying now…')
  })
})

describe('what is wrong', () => {
  const answering = (status: number, body: unknown = '') => () => Promise.resolve(new Response(JSON.stringify(body), { status }))

  it('takes the goodbye of a town that shuts down for what it is', async () => {
    expect(await diagnose(1001, () => Promise.reject(new Error('not asked')))).toContain('shut down')
  })

  it('names the components that are not ready', async () => {
    const body = { components: [{ component: 'inference', state: 'restarting' }, { component: 'trainer', state: 'ready' }] }
    expect(await diagnose(1006, answering(503, body))).toBe('The town is there but not ready: inference restarting.')
  })

  it('tells a refusal from an absence', async () => {
    expect(await diagnose(1006, answering(403))).toContain('refuses this page')
    expect(await diagnose(1006, answering(502))).toContain('does not answer')
    expect(await diagnose(1006, () => Promise.reject(new TypeError('network')))).toContain('does not answer')
    expect(await diagnose(1006, answering(200))).toContain('broke off')
  })
})

describe('components', () => {
  it('come in the order of the tree, strangers last', () => {
    const all = ['recorder', 'oracle', 'trainer', 'supervisor'].map((name) => component(name))
    expect(byRank(all).map((one) => one.component)).toEqual(['supervisor', 'trainer', 'recorder', 'oracle'])
  })

  it('have names a person would use', () => {
    expect(componentName('checkpoint-publisher')).toBe('Checkpoints')
    expect(componentName('follower')).toBe('Follower')
    expect(componentName('oracle')).toBe('oracle')
    expect([0, 1, 3].map(restartsLabel)).toEqual(['', 'restarted once', 'restarted 3 times'])
  })
})
