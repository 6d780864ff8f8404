import { Editor } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { UndoRedo } from '@tiptap/extensions'

export interface RichOptions {
  element: HTMLElement
  html: string
  attributes: Record<string, string>
  onchange: (html: string, text: string) => void
  /** Something that the buttons show is another. */
  onmove: () => void
}

/** An editor of what descriptions may have, which is what the server lets through: bold, italic, lists and links. */
export function richEditor({ element, html, attributes, onchange, onmove }: RichOptions): Editor {
  return new Editor({
    element,
    content: html,
    injectCSS: false,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      Bold,
      Italic,
      BulletList,
      OrderedList,
      ListItem,
      ListKeymap,
      UndoRedo,
      Link.configure({ openOnClick: false, protocols: ['mailto'], defaultProtocol: 'https' }),
    ],
    editorProps: { attributes },
    onUpdate: ({ editor }) => onchange(editor.isEmpty ? '' : editor.getHTML(), editor.getText()),
    onTransaction: onmove,
  })
}
