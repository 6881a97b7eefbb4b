import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import MeterBar from '../../../src/components/needs/MeterBar.vue'

const props = { name: 'satiation', value: 0.22, before: 0.24, drags: ['energy', 'health'], draggedBy: [] }

it('reads a low meter out as dangerous and says what it wears down', () => {
  const bar = mount(MeterBar, { props })
  expect(bar.get('[role=meter]').attributes('aria-valuetext')).toBe('22, dangerously low')
  expect(bar.text()).toContain('wears down energy and health')
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
