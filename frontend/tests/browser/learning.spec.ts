import { expect, test } from '@playwright/test'
import { connected, episodeComplete, episodeStart, MockTown, training } from './mock/mockTown'
import { ScriptedLife } from './mock/life'

test('the curve begins with the history and goes on live', async ({ page }) => {
  const town = await MockTown.on(page, 1204)
  await town.open()
  const chart = page.getByTestId('survival-chart')
  await expect(chart).toHaveAttribute('data-points', '1204')
  town.say(episodeComplete(1205, 430))
  await expect(chart).toHaveAttribute('data-points', '1205')
  await expect(page.getByTestId('learning')).toContainText('1,205 of 10,000')
  await expect(chart.getByRole('img')).toHaveAttribute('aria-label', /mean survival went from \d+ to \d+ steps/)
})

test('the yardstick is in the chart and in words, also when it comes later', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = [connected({ yardstick: null }), episodeStart(37), new ScriptedLife(37).frame()]
  await town.open()
  const picture = page.getByTestId('survival-chart').getByRole('img')
  await expect(picture).toHaveAttribute('aria-label', /best \d+\.$/)
  town.say({ type: 'yardstick', random: { mean: 119.9 }, caretaker: { mean: 487.6 } })
  await expect(picture).toHaveAttribute('aria-label', /the caretaker, a scripted rule, lives 488 steps on average, acting by chance 120\.$/)
})

test('a reconnect doubles nothing', async ({ page }) => {
  const town = await MockTown.on(page, 20)
  await town.open()
  const chart = page.getByTestId('survival-chart')
  await expect(chart).toHaveAttribute('data-points', '20')
  await town.drop()
  await expect.poll(() => town.connections).toBe(2)
  town.say(episodeComplete(21, 99))
  await expect(chart).toHaveAttribute('data-points', '21')
})

test('the numbers of the learner are shown, and each word explains itself', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('number-loss')).toHaveText('–')
  town.say(episodeComplete(1205, 430))
  await expect(page.getByTestId('number-loss')).toHaveText('0.0041')
  await expect(page.getByTestId('number-replay')).toHaveText('10,000')
  for (const term of ['Loss', 'Epsilon', 'Novelty', 'Replay', 'Stage', 'Best', 'Baseline']) {
    await page.getByRole('button', { name: term, exact: true }).focus()
    await expect(page.getByRole('tooltip')).toContainText(term)
  }
})

test('a change of stage is news', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  town.say({ type: 'stage_changed', agent: 'agent_0', episode: 1210, from: 4, to: 5, reason: 'survival 0.82' })
  await expect(page.getByText('Stage 4 → 5 at episode 1,210: survival 0.82')).toBeVisible()
})

test('the end of training is said and earlier policies stay to be watched', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = [connected({ training: { ...training, is_training: false, current_episode: 10000 } }), episodeStart(37), new ScriptedLife(37).frame()]
  await town.open()
  await expect(page.getByTestId('situation-finished')).toContainText('Training is finished')
  await expect(page.getByTestId('policy')).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Pause training' })).toBeDisabled()
})
