import { live } from './story.mjs'
import { keyboard } from './hands.mjs'

live(keyboard)
