import { describe, expect, it } from 'vitest'
import { activeCascades, draggedDownBy, draggingDown } from '../../../src/needs/cascades'
import { groupByTier, inWords, meterLabel, someInWords } from '../../../src/needs/meters'

const cascades = [
  { name: 'a', source: 'satiation', target: 'health', threshold: 0.3, strength: 0.004 },
  { name: 'b', source: 'satiation', target: 'energy', threshold: 0.3, strength: 0.005 },
  { name: 'c', source: 'mood', target: 'energy', threshold: 0.3, strength: 0.005 },
]

describe('needs', () => {
  it('wears down in proportion to how far the source is below the threshold', () => {
    const [health] = activeCascades(cascades, { satiation: 0.15, mood: 0.9 })
    expect(health).toMatchObject({ source: 'satiation', target: 'health' })
    expect(health?.loss).toBeCloseTo(0.002)
  })

  it('wears nothing down at the threshold itself', () => {
    expect(activeCascades(cascades, { satiation: 0.3, mood: 0.3 })).toEqual([])
  })

  it('names the strongest first, from either end', () => {
    const active = activeCascades(cascades, { satiation: 0.2, mood: 0.1 })
    expect(draggedDownBy(active, 'satiation')).toEqual(['energy', 'health'])
    expect(draggingDown(active, 'energy')).toEqual(['mood', 'satiation'])
  })

  it('groups the usual eight when the town did not describe its own', () => {
    const tiers = groupByTier(null)
    expect(tiers.map((tier) => tier.tier)).toEqual(['pivotal', 'primary', 'secondary', 'resource'])
    expect(tiers.flatMap((tier) => tier.meters)).toHaveLength(8)
  })

  it('loses no meter of a tier it does not know', () => {
    expect(groupByTier([{ name: 'faith', tier: 'spiritual' }])).toMatchObject([{ tier: 'other', meters: ['faith'] }])
  })

  it('keeps the rows where they are, whatever the order of the town’s meters', () => {
    const names = (tiers: ReturnType<typeof groupByTier>) => tiers.flatMap((tier) => tier.meters)
    const before = groupByTier(null)
    const answered = before.flatMap((tier) => tier.meters.map((name) => ({ name, tier: tier.tier }))).reverse()
    expect(names(groupByTier(answered))).toEqual(names(before))
  })

  it('writes money as money', () => {
    expect(meterLabel('money', 0.64)).toBe('$64')
    expect(meterLabel('money', 0.225)).toBe('$22.50')
    expect(meterLabel('energy', 0.31)).toBe('31')
  })

  it('lists names as a sentence does', () => {
    expect(inWords([])).toBe('')
    expect(inWords(['a'])).toBe('a')
    expect(inWords(['a', 'b', 'c'])).toBe('a, b and c')
  })

  it('lists only as many as a short line holds', () => {
    expect(someInWords(['a', 'b'])).toBe('a and b')
    expect(someInWords(['a', 'b', 'c', 'd'])).toBe('a, b +2')
  })
})
