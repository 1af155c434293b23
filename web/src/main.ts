import { createApp } from 'vue'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import 'element-plus/es/components/loading/style/css'
import './styles/theme.css'
import './styles/print.css'
import App from './App.vue'
import { onSignedOut } from './api/client'
import { session, signedOut } from './composables/session'
import { router } from './router'

onSignedOut(() => {
  if (!session.me.value) return // nobody was signed in: the answer is about what was typed
  signedOut()
  const at = router.currentRoute.value
  if (at.name !== 'login') void router.push({ name: 'login', query: { to: at.fullPath, ended: '1' } })
})

createApp(App).use(router).mount('#app')
