import { expect, test } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'

test('the agent walks with each frame and the step counts on', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected(), episodeStart(37), life.frame()]
  await town.open()
  const agent = page.getByTestId('agent')
  await expect(agent).toHaveAttribute('data-x', '4')
  await expect(page.getByTestId('step')).toHaveText('0')

  life.x = 3
  life.step = 1
  town.say(life.frame())
  await expect(agent).toHaveAttribute('data-x', '3')
  await expect(page.getByTestId('step')).toHaveText('1')
})

test('the agent glides to its next cell instead of jumping', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected({ speed: 1 }), episodeStart(37), life.frame()]
  await town.open()
  await expect(page.getByTestId('agent')).toHaveCSS('transition-duration', '0.17s')
})

test('buttons ask the town and show only what it confirms', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(() => town.commands).toEqual([{ command: 'pause' }])
  await expect(page.getByTestId('held')).toBeHidden()

  town.say({ type: 'playback', playing: false, speed: 1 })
  await expect(page.getByTestId('held')).toBeVisible()
  await page.getByRole('button', { name: 'One step' }).click()
  await page.getByRole('button', { name: 'New life' }).click()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('button', { name: 'Pause training' }).click()
  await expect.poll(() => town.commands.map((one) => one.command)).toEqual(['pause', 'step', 'reset', 'play', 'pause_training'])

  town.say({ type: 'paused', current_episode: 1204, total_episodes: 10000 })
  await page.getByRole('button', { name: 'Resume training' }).click()
  await expect.poll(() => town.commands.at(-1)).toEqual({ command: 'resume_training' })
})

test('keys do what the buttons do', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  for (const key of ['Space', 'ArrowRight', 'n', 'p', '+', '-']) {
    await page.keyboard.press(key)
  }
  await expect
    .poll(() => town.commands)
    .toEqual([
      { command: 'pause' },
      { command: 'step' },
      { command: 'reset' },
      { command: 'pause_training' },
      { command: 'set_speed', speed: 2 },
      { command: 'set_speed', speed: 0.5 },
    ])
})

test('the speed slider works by keyboard and keeps its arrows for itself', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const slider = page.getByRole('slider', { name: 'Speed' })
  await expect(slider).toHaveAttribute('aria-valuetext', '1×, 5 steps a second')
  await slider.press('ArrowRight')
  await expect.poll(() => town.commands).toEqual([{ command: 'set_speed', speed: 1.1 }])
})

test('an earlier policy can be watched, and the newest again', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const policy = page.getByTestId('policy')
  await expect(policy).toHaveValue('newest')
  await policy.selectOption('episode 100')
  await expect.poll(() => town.commands).toEqual([{ command: 'load_model', model: 'policy_ep00100' }])

  town.say({ type: 'model_loaded', model: 'policy_ep00100', episode: 100, total_episodes: 10000, epsilon: 0.6, message: '', available_models: ['policy_ep00100', 'policy_ep00500'] })
  town.say({ type: 'auto_checkpoint_mode', enabled: false })
  await expect(policy).toHaveValue('policy_ep00100')

  await expect(policy.getByRole('option')).toHaveText(['Newest: episode 500', 'episode 500', 'episode 100', 'untrained'])
  await policy.selectOption('newest')
  await expect.poll(() => town.commands.slice(1)).toEqual([{ command: 'refresh_checkpoint' }, { command: 'toggle_auto_checkpoint' }])
})

test('the age of the policy ticks on between frames', async ({ page }) => {
  await page.clock.install()
  const town = await MockTown.on(page)
  await town.open()
  // The installed clock also runs by itself, so only the leap of a minute is certain.
  await expect(page.getByTestId('situation')).toContainText(/It is \d+ s old\. Training is 4 episodes ahead/)
  await page.clock.runFor(61_000)
  await expect(page.getByTestId('situation')).toContainText(/1 min \d\d s old/)
})

test('the end of a life shows its cause, its reward and the comparison with an agent that only rests', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  town.say({ type: 'episode_end', episode: 37, steps: 61, total_reward: -0.4, reason: 'done', cause: 'energy', idle_survival: 164, steps_vs_idle: -103 })
  await expect(page.getByText('Life of 61 steps')).toBeVisible()
  await expect(page.getByText('It ran out of energy.')).toBeVisible()
  await expect(page.getByText('103 steps shorter than an agent that only rests.')).toBeVisible()
  await expect(page.getByText('Reward of this life: −0.4')).toBeVisible()
  town.say(new ScriptedLife(38).frame())
  await expect(page.getByText('Life of 61 steps')).toBeHidden()
})

test('every life says how hard it is, and the viewer chooses between today and then', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('difficulty')).toHaveText('Stage 5 of 5, needs drain ×1, epsilon 0')
  const conditions = page.getByTestId('conditions')
  await expect(conditions).toHaveValue('today')
  await conditions.selectOption('As it lived then')
  await expect.poll(() => town.commands).toEqual([{ command: 'set_conditions', conditions: 'then' }])
  // It moves only when the town confirms.
  await expect(conditions).toHaveValue('today')
  const then = { curriculum_stage: 1, curriculum_multiplier: 0.2, depletion_multiplier: 0.2, epsilon: 0.95, conditions: 'then' }
  town.say({ type: 'playback', playing: true, speed: 1, conditions: 'then' })
  town.say(episodeStart(38, then))
  town.say(new ScriptedLife(38).frame(then))
  await expect(conditions).toHaveValue('then')
  await expect(page.getByTestId('difficulty')).toHaveText('Stage 1 of 5, needs drain ×0.2, epsilon 0.95')
})

test('keys can be switched off for good', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Keyboard shortcuts' }).uncheck()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.keyboard.press('n')
  await town.open()
  await expect(page.getByTestId('agent')).toBeVisible()
  await page.keyboard.press('n')
  await page.getByRole('button', { name: 'New life' }).click()
  await expect.poll(() => town.commands).toEqual([{ command: 'reset' }])
})
