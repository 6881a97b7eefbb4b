import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ActionCompass from '../../../src/components/mind/ActionCompass.vue'

const props = { values: [1, 2, 3, 4, 5, 6], masks: [true, true, true, true, false, true], chosen: 5, byChance: false }

it('marks the action it will take and hatches the one it cannot', () => {
  const compass = mount(ActionCompass, { props })
  expect(compass.get('[data-testid=action-wait]').attributes('aria-current')).toBe('step')
  expect(compass.get('[data-testid=action-use]').classes()).toContain('masked')
  expect(compass.findAll('.chosen')).toHaveLength(1)
})

it('shows how far an action is below the best, and the Q-value on demand', async () => {
  const up = mount(ActionCompass, { props }).get('[data-testid=action-up]')
  expect(up.text()).toContain('−5.00')
  expect(up.text()).not.toContain('Q-value')
  await up.get('button').trigger('focus')
  expect(up.get('[role=tooltip]').text()).toContain('Q-value 1.0000')
})

it('says aloud when chance chose', () => {
  expect(mount(ActionCompass, { props: { ...props, byChance: true } }).get('[data-testid=action-wait] button').attributes('aria-label')).toBe('Wait, best, chosen at random')
})

it('shows no numbers where nobody has an opinion', () => {
  expect(mount(ActionCompass, { props: { ...props, values: [0, 0, 0, 0, 0, 0] } }).get('[data-testid=action-up]').text()).toContain('?')
})

it('claims nothing before there is a life', () => {
  const compass = mount(ActionCompass, { props: { values: [], masks: [], chosen: null, byChance: false } })
  expect(compass.findAll('.masked')).toHaveLength(0)
})
