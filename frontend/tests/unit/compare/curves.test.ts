import { describe, expect, it } from 'vitest'
import { armCurves, armDash, armInk, commonCaretaker, curvesSummary, survivalCeiling, survivalMarks } from '../../../src/compare/curves'
import type { Arm } from '../../../src/wire/experiments'

const arm = (name: string, curve: Arm['curve'], caretaker: number | null = 0.9): Arm => ({
  arm: name, runs: [], iqm: null, low: null, high: null, trust: null, wanted: 5, finished: 0, failed: 0, curve,
  caretaker: caretaker === null ? null : { survival: caretaker, reached: 0, lives: null, seconds: null },
})
const point = (episode: number, iqm: number, runs = 5) => ({ episode, runs, iqm, low: runs < 3 ? null : iqm - 0.1, high: runs < 3 ? null : iqm + 0.1 })

describe('learning curves of arms', () => {
  it('share one axis where arms are measured after different lives', () => {
    const { episodes, curves } = armCurves([arm('a', [point(100, 0.2), point(300, 0.5)]), arm('b', [point(200, 0.4, 2)])])
    expect(episodes).toEqual([100, 200, 300])
    expect(curves[0]).toEqual({ arm: 'a', survival: [0.2, null, 0.5], low: [0.1, null, 0.4], high: [expect.closeTo(0.3), null, 0.6], unsure: false })
    expect(curves[1]).toEqual({ arm: 'b', survival: [null, 0.4, null], low: [null, null, null], high: [null, null, null], unsure: true })
  })

  it('keep their colours, and are dashed where colours come again', () => {
    expect(new Set([0, 1, 2, 3, 4, 5].map(armInk)).size).toBe(6)
    expect([armInk(6), armDash(0), armDash(6).length]).toEqual([armInk(0), [], 2])
  })

  it('have one caretaker only where it lives as long in all of them', () => {
    expect(commonCaretaker([arm('a', []), arm('b', [], 0.902)])).toBe(0.9)
    expect(commonCaretaker([arm('a', []), arm('b', [], 0.5)])).toBeNull()
    expect(commonCaretaker([arm('a', []), arm('b', [], null)])).toBeNull()
    expect(commonCaretaker([])).toBeNull()
  })

  it('are drawn up to little above the best of them', () => {
    expect(survivalCeiling([arm('a', [point(100, 0.2)], 0.363)])).toBe(0.4)
    expect(survivalCeiling([arm('a', [point(100, 0.5)], null)])).toBe(0.7)
    expect(survivalCeiling([arm('a', [], 1)])).toBe(1)
    expect(survivalCeiling([])).toBe(0.1)
    expect(survivalMarks(0.4)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
    expect(survivalMarks(1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  })

  it('can be told in words', () => {
    expect(curvesSummary([arm('a', [point(100, 0.2), point(1200, 0.456)]), arm('b', [])])).toBe('Learning curves, survival by training lives: a 46 % after 1,200 lives (5 runs).')
    expect(curvesSummary([arm('b', [])])).toBe('Learning curves: nothing is measured yet.')
  })
})
