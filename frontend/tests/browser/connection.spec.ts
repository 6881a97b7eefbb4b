import { expect, test } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown, training } from './mock/mockTown'
import { components } from './mock/town'

test('until the town answers the page says that it looks for it', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = []
  await town.open()
  await expect(page.getByTestId('situation-connecting')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New life' })).toBeDisabled()
})

test('a lost connection shows its reason and a countdown, and comes back by itself', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  town.accepting = false
  await town.drop()
  const lost = page.getByTestId('situation-lost')
  await expect(lost).toContainText('The town does not answer')
  await expect(lost).toContainText(/Next try in \d+ s/)
  await expect(page.getByRole('button', { name: 'New life' })).toBeDisabled()

  town.accepting = true
  await lost.getByRole('button', { name: 'Try now' }).click()
  await expect(lost).toBeHidden()
  await expect(page.getByRole('button', { name: 'New life' })).toBeEnabled()
})

test('a town that was stopped says so until it answers again', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  town.accepting = false
  await town.drop(1001)
  const stopped = page.getByTestId('situation-stopped')
  await expect(stopped).toContainText('The town was stopped. This page reconnects by itself when the town is back.')
  // Two tries in vain later it is still there.
  await expect.poll(() => town.connections).toBeGreaterThanOrEqual(3)
  await expect(stopped).toContainText('The town was stopped.')
  town.accepting = true
  await stopped.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByTestId('situation-live')).toBeVisible()
})

test('with the town gone everything says that it is what was', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  await expect(page.getByTestId('component-trainer')).toHaveAttribute('data-state', 'ready')
  town.accepting = false
  await town.drop()
  await expect(page.getByRole('main')).toHaveCSS('filter', 'grayscale(1)')
  for (const { component } of components) {
    await expect(page.getByTestId(`component-${component}`)).toHaveAttribute('data-state', 'unknown')
    await expect(page.getByTestId(`component-${component}`)).toContainText('was running')
  }
  await expect(page.getByTestId('supervisor-told')).toHaveText(/^last heard of at \d\d:\d\d:\d\d$/)
  await expect(page.getByTestId('learning')).toHaveText('Last update: episode 1,204 of 10,000')
})

test('the page says that a life was lost in a crash', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  town.say(episodeStart(38, { after_crash: true }))
  await expect(page.getByText('The life before was lost when inference crashed.')).toBeVisible()
})

test('without a checkpoint it says that the agent is untrained', async ({ page }) => {
  const town = await MockTown.on(page, 0)
  town.greeting = [
    connected({ checkpoint: 'None', available_models: [], training: { ...training, current_episode: 0 } }),
    episodeStart(1, { checkpoint: 'None' }),
    new ScriptedLife(1, 'untrained').frame({ q_values: [0, 0, 0, 0, 0, 0] }),
  ]
  await town.open()
  await expect(page.getByTestId('situation-untrained')).toContainText('learnt nothing yet')
  await expect(page.getByTestId('policy')).toContainText('untrained so far')
  await expect(page.getByText('The first dot appears when the first training life ends.')).toBeVisible()

  town.say({ type: 'model_loaded', model: 'policy_ep00100', episode: 100, total_episodes: 10000, epsilon: 0.9, message: '', available_models: ['policy_ep00100'] })
  town.say(episodeStart(2, { checkpoint: 'checkpoint_ep00100', checkpoint_episode: 100 }))
  town.say(new ScriptedLife(2, 'policy_ep00100').frame())
  await expect(page.getByTestId('situation-untrained')).toBeHidden()
  await expect(page.getByTestId('policy')).toContainText('Newest: episode 100')
})

test('a component that was given up is named, and the learner is not called learning', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const trainer = components.find((one) => one.component === 'trainer')
  town.say({ ...trainer, state: 'restarting', detail: 'Loss is not a number.', restarts: 1, since_unix: Date.now() / 1000, retry_seconds: 30 })
  await expect(page.getByTestId('component-trainer')).toContainText(/back in \d+\.\d s/)
  await expect(page.getByTestId('situation-restarting')).toContainText('Trainer crashed and is restarting')
  town.say({ ...trainer, state: 'failed', detail: 'Loss is not a number.', restarts: 5 })
  await expect(page.getByTestId('situation-failed')).toContainText('Loss is not a number.')
  await expect(page.getByTestId('learning')).toContainText('Training failed')
})

test('an error of the town is shown and can be dismissed', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  town.say({ type: 'error', message: 'No policy of that name.' })
  await expect(page.getByText('No policy of that name.')).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('No policy of that name.')).toBeHidden()
})

test('messages it cannot read do no harm and are counted', async ({ page }) => {
  const town = await MockTown.on(page)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  town.say('{"type":"state_update","step":')
  town.say({ type: 'state_update', step: 'many' })
  town.say({ type: 'weather_report' })
  town.say(new ScriptedLife(37).live(20).frame())
  await expect(page.getByTestId('step')).toHaveText('20')
  await page.getByRole('button', { name: 'Help' }).click()
  await expect(page.getByRole('dialog')).toContainText('3 messages were not understood')
  expect(failures).toEqual([])
})
