import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { viewAfter } from '../../../src/composables/useView'
import { useExperiments } from '../../../src/stores/experiments'
import type { Experiment } from '../../../src/wire/experiments'

const report = (name: string): Experiment => ({ experiment: name, state: 'running', lives: 100, curve_lives: 20, caretaker_share: 0.9, arms: [], pairs: [] })

describe('experiments', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('begin with the first that the town names', async () => {
    const experiments = useExperiments()
    await experiments.list(() => Promise.resolve(['new', 'old']))
    await experiments.load((name) => Promise.resolve(report(name)))
    expect(experiments.report?.experiment).toBe('new')
  })

  it('keep what was last known while the town is away', async () => {
    const experiments = useExperiments()
    await experiments.list(() => Promise.resolve(['x']))
    await experiments.load((name) => Promise.resolve(report(name)))
    await experiments.load(() => Promise.reject(new Error('gone')))
    expect([experiments.failed, experiments.report?.experiment]).toEqual([true, 'x'])
  })

  it('ignore an answer about an experiment that is no longer looked at', async () => {
    const experiments = useExperiments()
    await experiments.list(() => Promise.resolve(['x', 'y']))
    let answer: (report: Experiment) => void = () => {}
    const slow = experiments.load(() => new Promise((resolve) => (answer = resolve)))
    experiments.choose('y')
    await experiments.load((name) => Promise.resolve(report(name)))
    answer(report('x'))
    await slow
    expect(experiments.report?.experiment).toBe('y')
  })

  it('are none where the town does not know the question', async () => {
    const experiments = useExperiments()
    await experiments.list(() => Promise.reject(new Error('404')))
    expect([experiments.listed, experiments.chosen]).toEqual([true, null])
  })
})

describe('views', () => {
  it('follow one another, the first after the last', () => {
    expect(viewAfter('watch', ['watch', 'study', 'compare'])).toBe('study')
    expect(viewAfter('compare', ['watch', 'study', 'compare'])).toBe('watch')
    expect(viewAfter('study', ['watch', 'study'])).toBe('watch')
  })
})
