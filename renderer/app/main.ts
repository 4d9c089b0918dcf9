import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { useNotice } from '../ui/notice'
import App from './App.vue'
import { i18n } from './i18n'
import { tidyPasting } from './pasting'
import { makeRouter } from './routes'
import { followTheme } from './theme'
import './fonts.css'
import './tokens.css'
import './base.css'
import './controls.css'

const app = createApp(App)
app.use(createPinia())
app.use(i18n)
app.use(makeRouter())

// Whatever a page did not expect is still said in words, above the page, with the report number main gave it.
const notice = useNotice()
app.config.errorHandler = (error) => notice.error(error)
window.addEventListener('unhandledrejection', (event) => notice.error(event.reason))

followTheme()
tidyPasting(window)
app.mount('#app')
