import { describe, expect, it } from 'vitest'
import { amountLabel, causeRows, mainChanges } from '../../../src/mind/causes'
import type { MeterChange } from '../../../src/wire/messages'

const change = (cause: MeterChange['cause'], name: string, meter: string, amount: number): MeterChange => ({ cause, name, meter, amount })
const cascades = [
  { name: 'hunger_tires', source: 'satiation' },
  { name: 'hunger_harms_health', source: 'satiation' },
]

describe('causes of a step', () => {
  it('stand in the order of the rules, what belongs together in one row', () => {
    const rows = causeRows(
      [
        change('action', 'MOVE', 'energy', -0.005),
        change('depletion', '', 'energy', -0.005),
        change('depletion', '', 'social', -0.006),
        change('modulation', 'fitness_slows_health_loss', 'health', -0.0005),
        change('cascade', 'hunger_harms_health', 'health', -0.001),
        change('cascade', 'hunger_tires', 'energy', -0.001),
      ],
      cascades,
    )
    expect(rows.map((row) => [row.label, row.changes.length])).toEqual([
      ['Walking', 1],
      ['Time passing', 2],
      ['Fitness slows health loss', 1],
      ['Low satiation', 2],
    ])
  })

  it('add up what a place gives and takes of the same meter', () => {
    const [row] = causeRows([change('place', 'Bed', 'energy', 0.5), change('place', 'Bed', 'money', -0.05), change('place', 'Bed', 'energy', -0.1)], [])
    expect(row?.label).toBe('Bed')
    expect(row?.changes.map((one) => [one.meter, amountLabel(one.amount, one.meter)])).toEqual([
      ['energy', '+40'],
      ['money', '−$5'],
    ])
  })

  it('tell waiting from walking, and name a cascade that the town did not explain', () => {
    expect(causeRows([change('action', 'WAIT', 'energy', -0.001)], cascades)[0]?.label).toBe('Waiting')
    expect(causeRows([change('cascade', 'gloom_tires', 'energy', -0.001)], cascades)[0]?.label).toBe('Gloom tires')
  })

  it('are written in points, with as many digits as they need', () => {
    expect([-0.005, 0.45, -0.0013, -0.00004, 0.225, -0.1].map((amount) => amountLabel(amount))).toEqual(['−0.5', '+45', '−0.1', '−<0.01', '+23', '−10'])
    expect(amountLabel(0.225, 'money')).toBe('+$22.50')
  })

  it('show what a line has room for, the largest first', () => {
    const all = [-0.001, -0.004, 0.5].map((amount, index) => ({ meter: `m${index}`, amount }))
    expect(mainChanges(all, 2)).toEqual({ shown: [all[2], all[1]], more: 1 })
    expect(mainChanges(all, 4).more).toBe(0)
  })
})
