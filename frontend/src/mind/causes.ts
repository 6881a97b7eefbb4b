import { meterLook } from '../needs/meters'
import { dollars, dollarsPerMoney } from '../needs/money'
import { placeLook } from '../town/places'
import type { Cascade, MeterChange } from '../wire/messages'

/** What one cause did in one step. */
export interface CauseRow {
  key: string
  label: string
  meaning: string
  changes: { meter: string; amount: number }[]
}

/** The changes of a step by what made them, in the order of the rules; cascades of the same low meter together. */
export function causeRows(changes: readonly MeterChange[], cascades: readonly Pick<Cascade, 'name' | 'source'>[]): CauseRow[] {
  const rows = new Map<string, CauseRow>()
  for (const change of changes) {
    const cause = describe(change, cascades)
    const row = rows.get(cause.key) ?? { ...cause, changes: [] }
    rows.set(cause.key, row)
    const known = row.changes.find((one) => one.meter === change.meter)
    if (known) {
      known.amount += change.amount
    } else {
      row.changes.push({ meter: change.meter, amount: change.amount })
    }
  }
  return [...rows.values()]
}

function describe(change: MeterChange, cascades: readonly Pick<Cascade, 'name' | 'source'>[]): Omit<CauseRow, 'changes'> {
  switch (change.cause) {
    case 'action':
      return change.name === 'WAIT'
        ? { key: 'action', label: 'Waiting', meaning: 'What it costs to stand still.' }
        : { key: 'action', label: 'Walking', meaning: 'What it costs to move to the next cell.' }
    case 'place':
      return { key: `place ${change.name}`, label: placeLook(change.name).name, meaning: 'What a use of this place gives and takes.' }
    case 'depletion':
      return { key: 'depletion', label: 'Time passing', meaning: 'Needs drain with each step, whatever it does. In early stages they drain slowly.' }
    case 'modulation':
      return { key: `modulation ${change.name}`, label: spaced(change.name), meaning: 'One meter sets how fast another drains.' }
    case 'cascade': {
      const source = cascades.find((cascade) => cascade.name === change.name)?.source
      return source
        ? { key: `cascade ${source}`, label: `Low ${meterLook(source).name.toLowerCase()}`, meaning: 'A need below its mark drags others down. The lower it is, the stronger.' }
        : { key: `cascade ${change.name}`, label: spaced(change.name), meaning: 'A need below its mark drags others down.' }
    }
  }
}

function spaced(name: string): string {
  const words = name.replace(/_/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "−0.5" in points of a hundred, as the meters are shown; money in dollars. */
export function amountLabel(amount: number, meter = ''): string {
  const sign = amount < 0 ? '−' : '+'
  if (meter === 'money') {
    return sign + dollars(Math.abs(amount) * dollarsPerMoney)
  }
  const size = Math.abs(amount * 100)
  if (size < 0.005) {
    return `${sign}<0.01`
  }
  return sign + String(Number(size.toFixed(size >= 10 ? 0 : size >= 0.095 ? 1 : 2)))
}

/** The largest changes, as many as a line has room for, and how many more there are. */
export function mainChanges(changes: CauseRow['changes'], room: number): { shown: CauseRow['changes']; more: number } {
  const shown = [...changes].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, room)
  return { shown, more: changes.length - shown.length }
}
