import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import MeterBar from '../../../src/components/needs/MeterBar.vue'

const props = { name: 'satiation', value: 0.22, before: 0.24, alarming: false, drags: ['energy', 'health'], draggedBy: [] }

it('says that a meter is low and what it drags down', () => {
  const bar = mount(MeterBar, { props })
  expect(bar.get('[role=meter]').attributes('aria-valuetext')).toBe('22, low')
  expect(bar.text()).toContain('Drags down energy and health')
})

it('is red for what ends this life soon, and for nothing else', () => {
  expect(mount(MeterBar, { props }).classes()).not.toContain('alarming')
  const alarming = mount(MeterBar, { props: { ...props, alarming: true } })
  expect(alarming.classes()).toContain('alarming')
  expect(alarming.get('[role=meter]').attributes('aria-valuetext')).toBe('22, life ends soon')
})

it('shows a gain, and no small loss of every step', () => {
  expect(mount(MeterBar, { props: { ...props, value: 0.69 } }).get('.change').text()).toBe('+45')
  expect(mount(MeterBar, { props }).get('.change').text()).toBe('')
})

it('shows a meter that is not known as unknown, not as zero', () => {
  const bar = mount(MeterBar, { props: { ...props, value: null, drags: [] } })
  expect(bar.get('.value').text()).toBe('–')
  expect(bar.classes()).not.toContain('low')
})
