import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../../src/wire/parse'
import type { ServerMessage } from '../../../src/wire/messages'

function read<T extends ServerMessage['type']>(message: { type: T } & Record<string, unknown>): Extract<ServerMessage, { type: T }> {
  const parsed = parseMessage(JSON.stringify(message))
  if (parsed.kind !== 'message' || parsed.message.type !== message.type) {
    throw new Error(`expected ${message.type}, got ${JSON.stringify(parsed)}`)
  }
  return parsed.message as Extract<ServerMessage, { type: T }>
}

const frame = {
  type: 'state_update' as const,
  step: 3,
  grid: { width: 8, height: 8, agents: [{ id: 'agent_0', x: 1, y: 2, color: '#000', last_action: 4 }], affordances: [{ type: 'Bed', x: 1, y: 1, open: false }] },
  agent_meters: { agent_0: { meters: { energy: 0.5, broken: 'x' } } },
  q_values: [1, 2, 3, 4, null, 6],
  action_masks: [true, false, 1, 0, true, true],
}

describe('parsing what the town says', () => {
  it('reads a frame and the meters of its agent', () => {
    const message = read(frame)
    expect(message.grid.agents[0]).toMatchObject({ x: 1, y: 2 })
    expect(message.grid.affordances[0]).toEqual({ type: 'Bed', x: 1, y: 1, open: false })
    expect(message.meters).toEqual({ energy: 0.5 })
  })

  it('keeps q-values and masks in the order of the actions', () => {
    const message = read(frame)
    expect(message.q_values).toEqual([1, 2, 3, 4, 0, 6])
    expect(message.action_masks).toEqual([true, false, true, false, true, true])
  })

  it('takes the last action of the agent where the frame has none of its own', () => {
    expect(read(frame).action).toBe(4)
    expect(read({ ...frame, grid: { ...frame.grid, agents: [{ x: 0, y: 0, last_action: null }] } }).action).toBeNull()
  })

  it('reads what the learner is rewarded with, and how lives are lived', () => {
    const greeting = read({ type: 'connected', reward: { kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 }, conditions: 'then' })
    expect(greeting.reward).toEqual({ kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 })
    expect(greeting.conditions).toBe('then')
    expect(read({ type: 'connected' })).toMatchObject({ reward: null, conditions: null })
    expect(read({ type: 'playback', playing: true, speed: 1, conditions: 'today' }).conditions).toBe('today')
    expect(read({ type: 'playback', conditions: 'tomorrow' }).conditions).toBeNull()
  })

  it('reads the terms of a reward, and leaves out one that it does not know', () => {
    const terms = [{ term: 'step', amount: 0.01 }, { term: 'luck', amount: 3 }, { term: 'shaping' }]
    expect(read({ ...frame, reward: 0.01, reward_terms: terms }).reward_terms).toEqual([{ term: 'step', amount: 0.01 }])
    expect(read(frame).reward_terms).toBeNull()
  })

  it('tells a town that sees no threat from one that does not reckon any', () => {
    expect(read({ ...frame, threat: { meter: 'energy', steps: 40 } }).threat).toEqual({ meter: 'energy', steps: 40 })
    expect(read({ ...frame, threat: null }).threat).toBeNull()
    expect(read(frame).threat).toBeUndefined()
    expect(read({ ...frame, threat: { meter: 'energy' } }).threat).toBeUndefined()
  })

  it('reads how hard the life is, and the comparison with resting under its new or its old name', () => {
    const hard = { curriculum_stage: 1, curriculum_multiplier: 0.2, epsilon: 0.9 }
    expect(read({ ...frame, ...hard }).difficulty).toEqual({ stage: 1, multiplier: 0.2, epsilon: 0.9 })
    expect(read(frame).difficulty).toBeNull()
    expect(read({ ...frame, idle_survival: 164, baseline_survival: 200, steps_vs_idle: -161 })).toMatchObject({ idle_survival: 164, steps_vs_idle: -161 })
    expect(read({ ...frame, baseline_survival: 200, projected_reward: -197 })).toMatchObject({ idle_survival: 200, steps_vs_idle: -197 })
    expect(read({ type: 'episode_end', steps: 50, performance_vs_baseline: -50 }).steps_vs_idle).toBe(-50)
    expect(read({ type: 'episode_start', episode: 3, after_crash: true, ...hard })).toMatchObject({ after_crash: true, difficulty: { stage: 1, multiplier: 0.2, epsilon: 0.9 } })
  })

  it('shows a frame without any of the newer fields', () => {
    const message = read(frame)
    expect(message).toMatchObject({ alive: true, by_chance: false, next_action: null, temporal: null, cues: [], policy: null })
  })

  it.each(['None', 'untrained', ''])('reads the policy "%s" as untrained', (policy) => {
    expect(read({ ...frame, policy }).policy).toBeNull()
    expect(read({ type: 'connected', checkpoint: policy }).checkpoint).toBeNull()
  })

  it('reads a loss of null before the first update', () => {
    expect(read({ type: 'episode_complete', episode: 1, length: 88, loss: null })).toMatchObject({ episode: 1, length: 88, loss: null })
  })

  it('reads the yardstick with the greeting, on its own, and its absence', () => {
    const yardstick = { random: { mean: 110.2 }, caretaker: { mean: 500 } }
    expect(read({ type: 'connected', yardstick }).yardstick).toEqual({ random: 110.2, caretaker: 500 })
    expect(read({ type: 'yardstick', ...yardstick })).toEqual({ type: 'yardstick', random: 110.2, caretaker: 500 })
    expect(read({ type: 'connected', yardstick: null }).yardstick).toBeNull()
    expect(read({ type: 'connected' }).yardstick).toBeNull()
    expect(parseMessage('{"type":"yardstick","random":{}}').kind).toBe('malformed')
  })

  it('leaves out a place that cannot be read and keeps the others', () => {
    const message = read({ type: 'connected', town: { grid_size: 5, affordances: [{ type: 'Bed' }, { type: 'Job', x: 1, y: 1 }] } })
    expect(message.town?.affordances.map((place) => place.type)).toEqual(['Job'])
  })

  it.each([
    ['no JSON', '{"type":'],
    ['an array', '[1]'],
    ['a number', '7'],
    ['null', 'null'],
    ['an object without a type', '{"step":1}'],
    ['a frame without a grid', '{"type":"state_update","step":1}'],
    ['a frame whose step is a text', JSON.stringify({ ...frame, step: '3' })],
    ['a component in a state that does not exist', '{"type":"server_status","component":"trainer","state":"dancing"}'],
  ])('calls %s malformed', (_, raw) => {
    expect(parseMessage(raw).kind).toBe('malformed')
  })

  it('calls a binary frame malformed', () => {
    expect(parseMessage(new ArrayBuffer(2)).kind).toBe('malformed')
  })

  it('tells a type it does not know from a broken message', () => {
    expect(parseMessage('{"type":"weather_report","rain":true}')).toEqual({ kind: 'unknown', type: 'weather_report' })
  })

  it('is not fooled by names every object has', () => {
    expect(parseMessage('{"type":"constructor"}').kind).toBe('unknown')
    expect(parseMessage('{"type":"__proto__"}').kind).toBe('unknown')
  })
})
