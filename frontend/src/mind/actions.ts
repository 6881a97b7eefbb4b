import up from '@phosphor-icons/core/bold/arrow-up-bold.svg?raw'
import down from '@phosphor-icons/core/bold/arrow-down-bold.svg?raw'
import left from '@phosphor-icons/core/bold/arrow-left-bold.svg?raw'
import right from '@phosphor-icons/core/bold/arrow-right-bold.svg?raw'
import hand from '@phosphor-icons/core/bold/hand-tap-bold.svg?raw'
import hourglass from '@phosphor-icons/core/bold/hourglass-medium-bold.svg?raw'

export interface ActionLook {
  name: string
  icon: string
  /** Where the compass puts it. */
  spot: 'up' | 'down' | 'left' | 'right' | 'use' | 'wait'
  impossible: string
}

export const actionLooks: readonly ActionLook[] = [
  { name: 'Up', icon: up, spot: 'up', impossible: 'the town ends here' },
  { name: 'Down', icon: down, spot: 'down', impossible: 'the town ends here' },
  { name: 'Left', icon: left, spot: 'left', impossible: 'the town ends here' },
  { name: 'Right', icon: right, spot: 'right', impossible: 'the town ends here' },
  { name: 'Use', icon: hand, spot: 'use', impossible: 'nothing open to use here' },
  { name: 'Wait', icon: hourglass, spot: 'wait', impossible: 'not possible' },
]
