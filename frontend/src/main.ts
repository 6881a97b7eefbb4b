import '@fontsource-variable/figtree/wght.css'
import './theme/tokens.css'
import './theme/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'

// While the page's own server is away, Vite's client waits for it and then reloads the page, which would lose the list of
// what happened. It waits for this listener first, and this one never ends: the page reconnects by itself.
import.meta.hot?.on('vite:ws:disconnect', () => new Promise<never>(() => undefined))

createApp(App).use(createPinia()).mount('#app')
