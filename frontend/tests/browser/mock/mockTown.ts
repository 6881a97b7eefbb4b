import type { Page, WebSocketRoute } from '@playwright/test'
import { finishedEpisodes, ScriptedLife } from './life'
import { components, town, transitions, visitsOf } from './town'

type Message = Record<string, unknown>

export const training = {
  type: 'training_status',
  is_training: true,
  paused: false,
  current_episode: 1204,
  total_episodes: 10000,
  total_steps: 312_480,
  steps_per_second: 4210,
  seconds_left: 2160,
  epsilon: 0.02,
  curriculum_stage: 5,
  loss: 0.0037,
  buffer_size: 9_000,
  intrinsic_weight: 0.003,
}

export const models = ['policy_ep00100', 'policy_ep00500', 'policy_ep01100', 'policy_ep01200']

export function connected(changes: Message = {}): Message {
  return {
    type: 'connected',
    message: 'Welcome',
    mode: 'inference',
    available_models: models,
    checkpoint: 'checkpoint_ep01200',
    checkpoint_episode: 1200,
    total_episodes: 10000,
    epsilon: 0.02,
    auto_checkpoint_mode: true,
    version: '0.1.0',
    run: 'L3_temporal_mechanics/2026-11-24_080000',
    pack: 'configs/L3_temporal_mechanics',
    playing: true,
    speed: 1,
    town,
    training,
    components,
    started_unix: 1_790_000_000,
    breakable: [],
    yardstick: { random: { mean: 119.9 }, caretaker: { mean: 500 } },
    reward: { kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 },
    conditions: 'today',
    ...changes,
  }
}

export function episodeComplete(episode: number, length: number): Message {
  return {
    type: 'episode_complete',
    episode,
    length,
    reward: length / 100 - 1,
    total_reward: length / 100 - 1,
    extrinsic_reward: length / 100 - 1,
    steps_vs_idle: length - 164,
    intrinsic_reward: 3.1,
    loss: 0.0041,
    avg_reward_5: 3,
    avg_length_5: 400,
    avg_loss_5: 0.004,
    epsilon: 0.02,
    buffer_size: 10000,
    curriculum_stage: 5,
    intrinsic_weight: 0.003,
    agent: 0,
    reason: 'done',
    cause: 'energy',
  }
}

export function episodeStart(episode: number, changes: Message = {}): Message {
  return {
    type: 'episode_start',
    episode,
    checkpoint: 'checkpoint_ep01200',
    checkpoint_episode: 1200,
    total_episodes: 10000,
    epsilon: 0,
    curriculum_stage: 5,
    curriculum_multiplier: 1,
    depletion_multiplier: 1,
    conditions: 'today',
    baseline_survival: 164,
    idle_survival: 164,
    telemetry: {},
    ...changes,
  }
}

/** Stands in for the town: greets a page that connects, keeps what the page asks, and says what a test wants it to say. */
export class MockTown {
  readonly commands: Message[] = []
  /** Components that the page asked to be broken. */
  readonly broken: string[] = []
  greeting: Message[] = [connected(), episodeStart(37), new ScriptedLife(37).live(12).frame()]
  accepting = true
  connections = 0
  private socket: WebSocketRoute | null = null

  private constructor(private readonly page: Page) {}

  static async on(page: Page, episodes = 1204): Promise<MockTown> {
    const mock = new MockTown(page)
    const history = finishedEpisodes(episodes)
    await page.route('**/api/episodes?**', async (route) => {
      const asked = new URL(route.request().url()).searchParams
      const from = Number(asked.get('from'))
      const limit = Number(asked.get('limit'))
      await route.fulfill({ json: { total: history.length, episodes: history.filter((one) => one.episode >= from).slice(0, limit) } })
    })
    await page.route('**/api/transitions?**', (route) => route.fulfill({ json: { transitions: episodes > 0 ? transitions : [] } }))
    await page.route('**/api/visits**', (route) => {
      const asked = new URL(route.request().url()).searchParams
      const to = Number(asked.get('to') ?? episodes)
      return route.fulfill({ json: visitsOf(Number(asked.get('from') ?? Math.max(1, to - 99)), to) })
    })
    await page.route('**/api/faults/*', (route) => {
      mock.broken.push(route.request().url().split('/').at(-1) ?? '')
      return route.fulfill({ status: 202, json: {} })
    })
    await page.route('**/health/ready', (route) => (mock.accepting ? route.fulfill({ status: 200, body: 'ok' }) : route.fulfill({ status: 502 })))
    await page.routeWebSocket(/\/ws$/, (socket) => {
      mock.connections += 1
      if (!mock.accepting) {
        void socket.close({ code: 1011 })
        return
      }
      mock.socket = socket
      socket.onMessage((raw) => {
        mock.commands.push(JSON.parse(String(raw)) as Message)
      })
      mock.greeting.forEach((message) => mock.say(message))
    })
    return mock
  }

  say(message: Message | string): void {
    this.socket?.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  async drop(code = 1011): Promise<void> {
    await this.socket?.close({ code })
    this.socket = null
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path)
  }
}
