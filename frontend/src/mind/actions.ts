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
  { name: 'Up', icon: up, spot: 'up', impossible: 'The town ends here' },
  { name: 'Down', icon: down, spot: 'down', impossible: 'The town ends here' },
  { name: 'Left', icon: left, spot: 'left', impossible: 'The town ends here' },
  { name: 'Right', icon: right, spot: 'right', impossible: 'The town ends here' },
  { name: 'Use', icon: hand, spot: 'use', impossible: 'There is nothing to use here' },
  { name: 'Wait', icon: hourglass, spot: 'wait', impossible: 'Not possible' },
]
