/** The terms of the field, each explained for a reader who meets it for the first time. */
export const terms = {
  loss: {
    name: 'Loss',
    meaning: 'How wrong the network’s forecasts were about the steps it just learnt from. It need not fall: better play leads to new situations.',
  },
  epsilon: {
    name: 'Epsilon',
    meaning: 'How often the learner acts at random instead of by its best guess. It starts near 1 and shrinks as the learner gains experience.',
  },
  novelty: {
    name: 'Novelty',
    meaning: 'The weight of an extra reward for new situations. It makes the agent explore early on, and fades once the agent survives reliably.',
  },
  replay: {
    name: 'Replay',
    meaning: 'Past steps that the learner keeps in memory. It learns from random samples of them, so one life teaches it many times.',
  },
  stage: {
    name: 'Stage',
    meaning: 'The curriculum makes life harder in five stages. Needs drain slowly in the first and at full speed in the last two. Agents that survive well move up.',
  },
  best: {
    name: 'Best',
    meaning: 'The longest training life so far, in steps.',
  },
  policy: {
    name: 'Policy',
    meaning: 'What the learner knew after so many episodes: which action it takes in which state. You watch one policy while the learner continues.',
  },
  value: {
    name: 'Q-value',
    meaning: 'The reward that it expects from an action and all that follows. A reward that comes later counts less. It takes the action with the highest Q-value, unless it explores.',
  },
  idle: {
    name: 'An agent that only rests',
    meaning: 'An agent that does nothing but rest still lives for some steps. They are a measure to compare with, not a reward.',
  },
} as const

export type Term = keyof typeof terms
