import { describe, expect, it } from 'vitest'
import { canBeWatched, caretakerWords, intervalWords, isWatched, pairSentence, standing, survivalNow, trialSentence, watchedTrial } from '../../../src/compare/words'
import { parseExperiment, parseExperiments, type Arm, type Trial } from '../../../src/wire/experiments'

const trial = (changes: Partial<Trial> = {}): Trial => ({
  trial: 3, run: 2, state: 'running', episodes: 640, wanted: 1000, final: null, evaluated: [{ episode: 500, mean: 0.42 }], cause: null, folder: 'gamma=0.99/seed_2', node: 'desk', ...changes,
})
const arm = (changes: Partial<Arm> = {}): Arm => ({
  arm: 'a', runs: [trial()], iqm: 0.6, low: 0.5, high: 0.7, trust: 'fair', wanted: 5, finished: 5, failed: 0, curve: [], caretaker: { survival: 0.9, reached: 4, lives: 1200, seconds: 61.4 }, ...changes,
})

describe('words of a comparison', () => {
  it('say beside an interval whether it can be trusted', () => {
    expect(intervalWords(arm(), 5)).toBe('50 to 70 %')
    expect(intervalWords(arm({ trust: 'little' }), 3)).toBe('50 to 70 %, not to be trusted: 3 runs')
    expect(intervalWords(arm({ low: null, high: null }), 1)).toBe('none from 1 run')
    expect(intervalWords(arm({ low: null, high: null }), 0)).toBe('–')
  })

  it('say when an arm came near the caretaker, or that it never did', () => {
    expect(caretakerWords(arm())).toBe('after 1,200 lives (61 s), 4 of 5 runs')
    expect(caretakerWords(arm({ caretaker: { survival: 0.9, reached: 2, lives: null, seconds: null } }))).toBe('2 of 5 runs, most never')
    expect(caretakerWords(arm({ caretaker: { survival: 0.9, reached: 0, lives: null, seconds: null } }))).toBe('never')
    expect(caretakerWords(arm({ finished: 0 }))).toBe('–')
    expect(caretakerWords(arm({ caretaker: null }))).toBe('–')
  })

  it('compare two arms in a sentence', () => {
    const pair = { a: 'a', b: 'b', probability_of_improvement: 0.84, low: 0.6, high: 1, trust: 'little' as const }
    expect(pairSentence(pair, [arm({ finished: 4 }), arm({ arm: 'b', finished: 3 }), arm({ arm: 'c', finished: 1 })])).toBe(
      'A run of a ends better than one of b with probability 0.84 (0.60 to 1.00, not to be trusted: 3 runs).',
    )
  })

  it('describe a trial by its state, place, lives and survival', () => {
    expect(trialSentence('gamma=0.99', trial())).toBe('gamma=0.99, run 2: running on desk, 640 of 1,000 lives, survives 42 % of the longest life')
    expect(trialSentence('a', trial({ state: 'failed', node: null, cause: 'It was killed.', evaluated: [] }))).toBe('a, run 2: failed, 640 of 1,000 lives, It was killed.')
    expect(trialSentence('a', trial({ state: 'waiting', node: null, episodes: null, evaluated: [] }))).toBe('a, run 2: waiting')
  })

  it('take the last policy for survival once there is one', () => {
    expect(survivalNow(trial())).toBe(0.42)
    expect(survivalNow(trial({ final: { mean: 0.8, lives: 100 } }))).toBe(0.8)
    expect(survivalNow(trial({ evaluated: [] }))).toBeNull()
  })

  it('let a trial be watched that has begun, also where it waits again', () => {
    expect(canBeWatched(trial({ state: 'waiting', episodes: null }))).toBe(false)
    expect(canBeWatched(trial({ state: 'waiting', episodes: 20 }))).toBe(true)
    expect(canBeWatched(trial({ episodes: null }))).toBe(true)
  })

  it('know the trial on show by the end of its folder', () => {
    expect(isWatched('/home/somebody/runs/exp/gamma=0.99/seed_2', 'exp', trial())).toBe(true)
    expect(isWatched('C:\\runs\\exp\\gamma=0.99\\seed_2', 'exp', trial())).toBe(true)
    expect(isWatched('/runs/other/gamma=0.99/seed_2', 'exp', trial())).toBe(false)
    expect(isWatched(null, 'exp', trial())).toBe(false)
  })

  it('name the trial on show, and no run that is none', () => {
    expect(watchedTrial('/home/somebody/runs/exp/gamma=0.99/seed_2', ['other', 'exp'])).toBe('gamma=0.99, run 2')
    expect(watchedTrial('/home/somebody/runs/exp/gamma=0.99/seed_2', ['other'])).toBeNull()
    expect(watchedTrial('/home/somebody/runs/exp/2026-01-31_120000', ['exp', 'runs'])).toBeNull()
    expect(watchedTrial(null, ['exp'])).toBeNull()
  })

  it('count what has ended', () => {
    const runs = [trial({ state: 'finished' }), trial({ state: 'failed' }), trial(), trial({ state: 'waiting' })]
    const experiment = { experiment: 'x', state: 'running' as const, lives: 100, curve_lives: 20, caretaker_share: 0.9, arms: [arm({ runs })], pairs: [] }
    expect(standing(experiment)).toBe('Running: 2 of 4 trials have ended, 1 failed')
  })
})

describe('the report of an experiment', () => {
  it('is read where a town leaves out what the page can do without', () => {
    const read = parseExperiment({ experiment: 'x', arms: [{ arm: 'a', runs: [{ trial: 1, run: 1, state: 'waiting' }, { state: 'unheard of' }] }] })
    expect(read.arms[0]?.runs).toEqual([trial({ trial: 1, run: 1, state: 'waiting', episodes: null, wanted: 0, evaluated: [], folder: '', node: null })])
    expect([read.state, read.pairs, read.arms[0]?.caretaker]).toEqual(['running', [], null])
    expect(parseExperiments({ experiments: ['x', 3] })).toEqual(['x'])
    expect(() => parseExperiment({ arms: [] })).toThrow()
  })
})
