import './ui/font.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/field/field.css'
import { mount } from 'svelte'
import App from './App.svelte'

mount(App, { target: document.querySelector('#app')! })
