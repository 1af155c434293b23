import { live } from './story.mjs'
import { mouse } from './hands.mjs'

live(mouse)
