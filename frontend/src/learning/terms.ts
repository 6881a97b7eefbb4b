/** The words of the field, each explained to somebody who meets it for the first time. */
export const terms = {
  loss: {
    name: 'Loss',
    meaning: 'How far the network’s forecasts were off, on the experiences it just learned from. It need not fall: better play brings new situations to be wrong about.',
  },
  epsilon: {
    name: 'Epsilon',
    meaning: 'How often the learner tries an action at random instead of its best guess. It starts near 1, everything is a trial, and shrinks as experience grows.',
  },
  novelty: {
    name: 'Novelty',
    meaning: 'Weight of the extra reward for seeing something new. It pulls the agent out of the house early on and fades once it survives reliably.',
  },
  replay: {
    name: 'Replay',
    meaning: 'Past steps kept in memory. The learner draws random samples from them, so that one life teaches it many times.',
  },
  stage: {
    name: 'Stage',
    meaning: 'The curriculum makes life harder in five stages: needs drain slowly at first and at full speed in the last. Surviving well moves it up.',
  },
  best: {
    name: 'Best',
    meaning: 'The longest life of any training episode so far, in steps.',
  },
  policy: {
    name: 'Policy',
    meaning: 'What the learner knew after so many episodes, frozen: which action it takes in which state. You watch one policy live while the learner goes on.',
  },
  value: {
    name: 'Q-value',
    meaning: 'The reward that it expects from an action and all that follows, what comes late counting less. It takes the action with the highest one, unless chance decides.',
  },
  baseline: {
    name: 'Baseline',
    meaning: 'How many steps an agent that only idles would live. When a life ends, its reward is the steps lived minus this number.',
  },
} as const

export type Term = keyof typeof terms
