import { expect, test } from '@playwright/test'
import { connected, episodeComplete, episodeStart, MockTown, training } from './mock/mockTown'
import { ScriptedLife } from './mock/life'

test('the curve begins with the history and continues live', async ({ page }) => {
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
  await expect(picture).toHaveAttribute('aria-label', /the caretaker, a scripted rule, lives 488 steps on average; an agent that moves at random lives 120\.$/)
})

test('a reconnect adds no episode twice', async ({ page }) => {
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
  await expect(page.getByTestId('number-loss')).toHaveText('0.0037')
  town.say(episodeComplete(1205, 430))
  await expect(page.getByTestId('number-loss')).toHaveText('0.0041')
  await expect(page.getByTestId('number-replay')).toHaveText('10,000')
  for (const term of ['Loss', 'Epsilon', 'Novelty', 'Replay', 'Stage', 'Best', 'Policy', 'Q-value', 'Reward']) {
    await page.getByRole('button', { name: term, exact: true }).focus()
    await expect(page.getByRole('tooltip')).toContainText(term)
  }
})

test('only the first agent at a new stage is news; those that follow are in the record', async ({ page }) => {
  const town = await MockTown.on(page, 0)
  await town.open('/#view=study')
  await expect(page.getByTestId('curriculum')).toContainText('Not reached yet')
  for (const agent of [0, 1, 2]) {
    town.say({ type: 'stage_changed', agent, episode: 210 + agent, from: 1, to: 2, reason: 'survival 0.82' })
  }
  await expect(page.getByText('Stage 2 of 5 reached (episode 210): needs drain faster')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(1)
  await expect(page.getByTestId('curriculum')).toContainText('3 agents episodes 210 to 212')
  await expect(page.getByTestId('events')).toContainText('Agent 3 went from stage 1 to 2 at episode 212')
})

test('the end of training is said and earlier policies stay to be watched', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = [connected({ training: { ...training, is_training: false, current_episode: 10000 } }), episodeStart(37), new ScriptedLife(37).frame()]
  await town.open()
  await expect(page.getByTestId('situation-finished')).toContainText('Training is finished')
  await expect(page.getByTestId('policy')).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Pause training' })).toBeDisabled()
})

test('a click on the curve asks for the policy of that age, and the mark moves when the town plays it', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const chart = page.getByTestId('survival-chart')
  await expect(chart).toHaveAttribute('data-points', '1204')
  const over = chart.locator('.u-over')
  const box = await over.boundingBox()
  // A little past episode 500 of 1204.
  await over.click({ position: { x: (box?.width ?? 0) * 0.43, y: 20 } })
  await expect.poll(() => town.commands).toEqual([{ command: 'load_model', model: 'policy_ep00500' }])
  await expect(page.getByText('Click: watch episode 500')).toBeVisible()

  town.say({ type: 'auto_checkpoint_mode', enabled: false })
  town.say({ type: 'model_loaded', model: 'policy_ep00500', episode: 500, total_episodes: 10000, epsilon: 0.6, message: '', available_models: null })
  town.say(episodeStart(38, { checkpoint: 'checkpoint_ep00500', checkpoint_episode: 500 }))
  town.say(new ScriptedLife(38, 'policy_ep00500').frame({ policy_age_episodes: 704, checkpoint_episode: 500 }))
  await expect(page.getByTestId('situation-old-policy')).toContainText('You watch the policy of episode 500')
  await expect(page.getByTestId('situation-old-policy')).toContainText('Training is 704 episodes ahead.')
  await expect(page.getByRole('slider', { name: 'Age of the policy you watch' })).toHaveAttribute('aria-valuetext', 'the policy of episode 500')
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect.poll(() => town.commands.slice(1)).toEqual([{ command: 'refresh_checkpoint' }, { command: 'toggle_auto_checkpoint' }])
})

test('the ages of the agent can be walked through by keyboard', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const ages = page.getByRole('slider', { name: 'Age of the policy you watch' })
  await expect(ages).toHaveAttribute('aria-valuenow', '1200')
  await ages.press('ArrowLeft')
  await ages.press('Home')
  await ages.press('ArrowRight')
  await expect
    .poll(() => town.commands)
    .toEqual([
      { command: 'load_model', model: 'policy_ep01100' },
      { command: 'load_model', model: 'untrained' },
      { command: 'refresh_checkpoint' },
    ])
})

test('the study view shows the habits of the learner, early and now', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open('/#view=study')
  await expect(page.getByTestId('habits-told')).toHaveText('100 lives, 1,105 to 1,204')
  await expect(page.getByTestId('routes').locator('.route')).toHaveCount(7)
  await expect(page.getByRole('img', { name: /most frequent routes: Bed to Home meal 900 times/ })).toBeVisible()
  await page.getByTestId('habits-span').selectOption('First 100 lives')
  await expect(page.getByTestId('habits-told')).toHaveText('100 lives, 1 to 100')
  await expect(page.getByRole('img', { name: /^Loss by training episode/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /full life/ })).toBeVisible()
  await expect(page.getByTestId('curriculum')).toContainText('4 agents')
})

test('the views are in the address, and the way back leads back', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await page.getByRole('link', { name: 'Study' }).click()
  await expect(page.getByTestId('curriculum')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Study' })).toHaveAttribute('aria-current', 'page')
  await page.goBack()
  await expect(page.getByTestId('agent')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByTestId('curriculum')).toBeVisible()
})
