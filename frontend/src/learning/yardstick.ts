import type { Yardstick } from '../wire/messages'

/** A level in the chart to compare the learner's curve with. */
export interface YardstickMark {
  label: string
  steps: number
  /** Name of a colour of the theme. */
  ink: string
  /** At which end its label stands. */
  side: 'left' | 'right'
}

/** The best first. */
export function yardstickMarks(yardstick: Yardstick | null): YardstickMark[] {
  return yardstick === null
    ? []
    : [
        { label: 'caretaker (scripted rule)', steps: yardstick.caretaker, ink: 'news', side: 'left' },
        { label: 'random moves', steps: yardstick.random, ink: 'muted', side: 'right' },
      ]
}

/** A sentence to follow that of the curve, or nothing. */
export function yardstickWords(yardstick: Yardstick | null): string {
  return yardstick === null
    ? ''
    : ` When needs drain at full speed, the caretaker, a scripted rule, lives ${Math.round(yardstick.caretaker)} steps on average; an agent that moves at random lives ${Math.round(yardstick.random)}.`
}
