import { createApp } from 'vue'
import App from './App.vue'
import { connect } from './host'
import { router } from './router'
import { complain } from './session/notices'
import { loadStatus } from './session/status'
import 'element-plus/theme-chalk/base.css'
import './styles/tokens.css'
import './styles/app.css'
import './styles/frame.css'
import './styles/grid.css'
import './styles/form.css'
import './styles/screens.css'
import './styles/ledger.css'
import './styles/assessment.css'
import './styles/training.css'
import './styles/follow_up.css'
import './styles/matters.css'
import './styles/scans.css'
import './styles/editor.css'
import './styles/reviews.css'

async function start(): Promise<void> {
  await connect()
  const app = createApp(App)
  app.config.errorHandler = (thrown) => {
    complain(thrown)
  }
  // an empty window says nothing: what went wrong is shown on the first screen
  const failed = await loadStatus().catch((thrown: unknown) => ({ thrown }))
  app.use(router).mount('#app')
  if (failed) complain(failed.thrown)
}
void start()
