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

it('says aloud when chance chose', () => {
  expect(mount(ActionCompass, { props: { ...props, byChance: true } }).get('[data-testid=action-wait]').text()).toContain('chosen by chance')
})

it('shows no numbers where nobody has an opinion', () => {
  expect(mount(ActionCompass, { props: { ...props, values: [0, 0, 0, 0, 0, 0] } }).get('[data-testid=action-up]').text()).toContain('?')
})

it('claims nothing before there is a life', () => {
  const compass = mount(ActionCompass, { props: { values: [], masks: [], chosen: null, byChance: false } })
  expect(compass.findAll('.masked')).toHaveLength(0)
})
