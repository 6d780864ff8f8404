import { globSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(import.meta.dirname, '../..')
const LOOP = 'functions/usecases/attempt.ts'
const LOOPS = ['attempt', 'patiently']

/** Methods of ports that write under a condition, and say whether it held. */
export function conditionalWrites(ports: string[]): Set<string> {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isMethodSignature(node) && /^Promise<(boolean|Committed)>$/.test(node.type?.getText() ?? '')) {
      const name = node.name.getText()
      if (/^(put|remove|begin|commit)/.test(name)) found.add(name)
    }
    ts.forEachChild(node, visit)
  }
  for (const text of ports) visit(ts.createSourceFile('port.ts', text, ts.ScriptTarget.Latest, true))
  return found
}

const hasMethods = (node: ts.Node): boolean =>
  ts.forEachChild(node, (child) => ts.isMethodDeclaration(child) || hasMethods(child) || undefined) ?? false

/**
 * All methods of repositories that write, under a condition or not: those whose adapter puts, updates or takes away a
 * row, by itself or by a function beside it.
 */
export function storeWrites(adapters: string[]): Set<string> {
  const bodies: [name: string, isMethod: boolean, text: string][] = []
  const visit = (node: ts.Node): void => {
    const isMethod = ts.isMethodDeclaration(node)
    // What makes a repository writes nothing itself.
    const isFunction = ts.isFunctionDeclaration(node) && !hasMethods(node)
    if ((isMethod || isFunction) && node.name && node.body)
      bodies.push([node.name.getText(), isMethod, node.body.getText()])
    if (ts.isPropertyAssignment(node) && ts.isArrowFunction(node.initializer))
      bodies.push([node.name.getText(), true, node.initializer.body.getText()])
    ts.forEachChild(node, visit)
  }
  for (const text of adapters) visit(ts.createSourceFile('adapter.ts', text, ts.ScriptTarget.Latest, true))
  const functions = new Set<string>()
  const writes = (text: string) =>
    /\btable\.(put|update|remove|writeAll|transactions)\b/.test(text) ||
    [...functions].some((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(text))
  for (let size = -1; size < functions.size; ) {
    size = functions.size
    for (const [name, isMethod, text] of bodies) if (!isMethod && writes(text)) functions.add(name)
  }
  return new Set(bodies.flatMap(([name, isMethod, text]) => (isMethod && writes(text) ? [name] : [])))
}

/** What of a source writes by itself: a method of the store that does, a loop of tries, or what a port makes. */
export function writesOf({ file, root, imported }: Source, writes: Set<string>): string[] {
  const found: string[] = []
  for (const target of imported.values())
    if (LOOPS.some((name) => target === `${LOOP}: ${name}`)) found.push(`${file} tries by itself`)
  const visit = (node: ts.Node): void => {
    const { importClause, moduleSpecifier } = ts.isImportDeclaration(node) ? node : {}
    const isOfPort = moduleSpecifier && /\/ports\//.test(moduleSpecifier.getText())
    if (isOfPort && importClause && !importClause.isTypeOnly)
      found.push(`${file} makes of a port ${importClause.getText()}`)
    // However the store comes: `door.store.putTags`, `const { putTags } = store`, `store['putTags']`.
    const named =
      (ts.isPropertyAccessExpression(node) && node.name.text) ||
      (ts.isElementAccessExpression(node) &&
        ts.isStringLiteral(node.argumentExpression) &&
        node.argumentExpression.text) ||
      (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText())
    if (named && writes.has(named)) found.push(`${file} writes by itself: ${named}`)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

/** A function at the top of a file. */
export interface TopFunction {
  file: string
  name: string
  isExported: boolean
  node: ts.Node
  /** What its signature says that it answers, in the letters of the source. */
  answers: string
}

export interface Source {
  file: string
  root: ts.SourceFile
  functions: TopFunction[]
  /** What the names of others stand for: `file: name`. */
  imported: Map<string, string>
}

/** The functions at the top of a file, and what it imports. */
export function sourceOf(file: string, text: string): Source {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const imported = new Map<string, string>()
  const functions: TopFunction[] = []
  const isExported = (node: ts.Node) =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  for (const node of source.statements) {
    if (ts.isImportDeclaration(node)) {
      const { text: name } = node.moduleSpecifier as ts.StringLiteral
      const { namedBindings } = node.importClause ?? {}
      const target = relative(ROOT, resolve(ROOT, file, '..', name))
      if (name.startsWith('.') && namedBindings && ts.isNamedImports(namedBindings))
        for (const one of namedBindings.elements)
          imported.set(one.name.text, `${target}: ${(one.propertyName ?? one.name).text}`)
    }
    if (ts.isFunctionDeclaration(node) && node.name)
      functions.push({
        ...{ file, name: node.name.text, isExported: isExported(node), node },
        answers: node.type?.getText() ?? '',
      })
    if (ts.isVariableStatement(node))
      for (const { name, initializer } of node.declarationList.declarations)
        if (initializer && ts.isArrowFunction(initializer))
          functions.push({
            ...{ file, name: name.getText(), isExported: isExported(node), node: initializer },
            answers: initializer.type?.getText() ?? '',
          })
  }
  return { file, root: source, functions, imported }
}

export const sourcesOf = (pattern: string): Source[] =>
  Array.from(globSync(pattern, { cwd: ROOT })).map((file) => sourceOf(file, readFileSync(join(ROOT, file), 'utf8')))

export const textsOf = (pattern: string): string[] =>
  Array.from(globSync(pattern, { cwd: ROOT })).map((file) => readFileSync(join(ROOT, file), 'utf8'))

/** What a call calls: a function of a file by `file: name`, a method by its name alone. */
function calledBy({ expression }: ts.CallExpression, { file, imported }: Source): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text
  const name = expression.getText()
  return imported.get(name) ?? `${file}: ${name}`
}

/** What is called in a function, and what of it at once: the rest is called by whoever is handed what it makes. */
function callsIn(node: ts.Node, source: Source): { calls: Set<string>; atOnce: Set<string> } {
  const calls = new Set<string>()
  const atOnce = new Set<string>()
  const visit = (one: ts.Node, isAtOnce: boolean): void => {
    if (ts.isCallExpression(one)) {
      calls.add(calledBy(one, source))
      if (isAtOnce) atOnce.add(calledBy(one, source))
    }
    ts.forEachChild(one, (child) => visit(child, isAtOnce && !ts.isArrowFunction(child)))
  }
  ts.forEachChild(node, (child) => visit(child, true))
  return { calls, atOnce }
}

export interface Writer extends TopFunction {
  /** It loops or writes by itself. */
  isDirect: boolean
  /** It only decides a step; the loop of its caller writes. */
  isPart: boolean
}

/** Every function from which a conditional write is reached, by `file: name`. */
export function writersIn(sources: Source[], writes: Set<string>): Map<string, Writer> {
  const all = sources
    .filter(({ file }) => file !== LOOP)
    .flatMap((source) => source.functions.map((one) => ({ ...one, ...callsIn(one.node, source) })))
  const loops = LOOPS.map((name) => `${LOOP}: ${name}`)
  const writers = new Map<string, Writer>()
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const { calls, atOnce, ...one } of all) {
      const key = `${one.file}: ${one.name}`
      if (writers.has(key) || ![...calls].some((call) => writes.has(call) || loops.includes(call) || writers.has(call)))
        continue
      const isDirect = loops.some((loop) => calls.has(loop)) || [...atOnce].some((call) => writes.has(call))
      writers.set(key, { ...one, isDirect, isPart: /\bStep</.test(one.answers) })
      isGrowing = true
    }
  }
  return writers
}

const isLoop = (node: ts.Node) => ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)

/** Whether a loop waits for something that it tries: a writer, or whatever it catches the faults of. */
function tries(loop: ts.Node, source: Source, isWriter: (call: string) => boolean): boolean {
  let waits = false
  let isTrying = false
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) waits = true
    if (ts.isCatchClause(node) || (ts.isCallExpression(node) && isWriter(calledBy(node, source)))) isTrying = true
    ts.forEachChild(node, visit)
  }
  visit(loop)
  return waits && isTrying
}

/**
 * Functions that try again by themselves: by a counting loop around something that writes or fails, or by calling
 * themselves.
 */
export function triesByHand(sources: Source[], writes: Set<string>): string[] {
  const writers = writersIn(sources, writes)
  const loops = LOOPS.map((name) => `${LOOP}: ${name}`)
  const isWriter = (call: string) => writes.has(call) || loops.includes(call) || writers.has(call)
  return sources
    .filter(({ file }) => file !== LOOP)
    .flatMap((source) =>
      source.functions.flatMap(({ file, name, node }) => {
        const key = `${file}: ${name}`
        let isFound = writers.has(key) && callsIn(node, source).calls.has(key)
        const visit = (one: ts.Node): void => {
          if (isLoop(one) && tries(one, source, isWriter)) isFound = true
          ts.forEachChild(one, visit)
        }
        visit(node)
        return isFound ? [key] : []
      }),
    )
}

/** What a call is handed by which it shares somebody's patience; `trying`: that of the loop around it. */
const SHARED = /\b(deadline|withOneTry|patienceFrom)\b/
const IN_LOOP = /\btrying\b/

/** Calls of what has patience on one way through: none, one or more, and whether one of them shares none. */
type Way = '0' | '1' | '1 of its own' | '2' | '2 of its own'
const joined = (one: Way, other: Way): Way => {
  const calls = Math.min(2, Number(one[0]) + Number(other[0]))
  return (one.endsWith('own') || other.endsWith('own') ? `${calls} of its own` : `${calls}`) as Way
}
interface Ways {
  on: Set<Way>
  /** Those that end the function. */
  out: Set<Way>
}
const NOTHING: Ways = { on: new Set(['0']), out: new Set() }
const either = (...all: Ways[]): Ways => ({
  on: new Set(all.flatMap(({ on }) => [...on])),
  out: new Set(all.flatMap(({ out }) => [...out])),
})
const then = (first: Ways, next: Ways): Ways => {
  const after = (ways: Set<Way>) => [...first.on].flatMap((one) => [...ways].map((other) => joined(one, other)))
  return { on: new Set(after(next.on)), out: new Set([...first.out, ...after(next.out)]) }
}

/**
 * All ways through a piece of source, as far as patience is concerned; a loop is gone through once.
 * @param isInLoop within the one loop, where what shares a patience shares that of the loop
 */
function waysThrough(
  node: ts.Node | undefined,
  source: Source,
  isPatient: (call: string) => boolean,
  isInLoop = false,
): Ways {
  const isOfLoop = node && ts.isCallExpression(node) && calledBy(node, source).startsWith(`${LOOP}: `)
  const ways = (one: ts.Node | undefined): Ways => waysThrough(one, source, isPatient, isInLoop || isOfLoop)
  if (!node) return NOTHING
  if (ts.isIfStatement(node))
    return then(ways(node.expression), either(ways(node.thenStatement), ways(node.elseStatement)))
  if (ts.isConditionalExpression(node))
    return then(ways(node.condition), either(ways(node.whenTrue), ways(node.whenFalse)))
  if (ts.isCaseBlock(node)) return either(NOTHING, ...node.clauses.map(ways))
  let through = NOTHING
  ts.forEachChild(node, (child) => {
    through = then(through, ways(child))
  })
  // What a function inside answers ends that function alone.
  if (ts.isFunctionLike(node)) return { on: new Set([...through.on, ...through.out]), out: new Set() }
  if (ts.isCallExpression(node) && isPatient(calledBy(node, source))) {
    const handed = node.arguments.filter((argument) => !ts.isFunctionLike(argument)).map((one) => one.getText())
    const isShared = handed.some((one) => SHARED.test(one))
    const isOfLoopAround = handed.some((one) => IN_LOOP.test(one)) || (isInLoop && isShared)
    const way: Way = isOfLoopAround ? '0' : isShared ? '1' : '1 of its own'
    through = then(through, { on: new Set([way]), out: new Set() })
  }
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) ? { on: new Set(), out: through.on } : through
}

/**
 * Functions, and endpoints of a door, that call several with patience one after the other, and hand one of them no
 * deadline: whoever asks waits for the patience of each.
 */
export function spendingPatienceTwice(sources: Source[]): string[] {
  const patient = new Set(LOOPS.map((name) => `${LOOP}: ${name}`))
  const isPatient = (call: string) => patient.has(call)
  const rooms = sources.filter(({ file }) => file !== LOOP)
  for (let size = 0; size < patient.size; ) {
    size = patient.size
    for (const source of rooms)
      for (const { file, name, node } of source.functions)
        if ([...callsIn(node, source).calls].some(isPatient)) patient.add(`${file}: ${name}`)
  }
  return rooms.flatMap((source) => {
    const found: string[] = []
    const look = (name: string, node: ts.Node): void => {
      const { on, out } = waysThrough(node, source, isPatient)
      if (on.has('2 of its own') || out.has('2 of its own')) found.push(`${source.file}: ${name}`)
    }
    const visit = (node: ts.Node): void => {
      if (ts.isMethodDeclaration(node)) look(node.name.getText(), node)
      else ts.forEachChild(node, visit)
    }
    for (const { name, node } of source.functions) look(name, node)
    visit(source.root)
    return found
  })
}

/** Functions whose signature says that they may refuse, directly or by the name of a type. */
function refusing(sources: Source[], texts: string[]): Set<string> {
  const names = new Set(['Refusal'])
  const says = (text: string) => [...names].some((name) => new RegExp(`\\b${name}\\b`).test(text))
  const declared = texts.flatMap((text) => [...text.matchAll(/^(?:export )?type (\w+) = ((?:.|\n[ |])*)/gm)])
  for (let size = 0; size < names.size; ) {
    size = names.size
    for (const [, name = '', type = ''] of declared)
      if (says(type) && !/^\s*(\(|World|Pick|Omit)/.test(type)) names.add(name)
  }
  const found = sources.flatMap(({ functions }) => functions.filter(({ answers }) => says(answers)))
  return new Set(found.map(({ file, name }) => `${file}: ${name}`))
}

/** The statement of a block that a node stands in. */
function statementOf(node: ts.Node): ts.Node {
  const { parent } = node
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) ? node : statementOf(parent)
}

const hasReason = (node: ts.Node) =>
  ts.getLeadingCommentRanges(node.getSourceFile().text, statementOf(node).getFullStart()) !== undefined

/** Whether nobody hears what a call came to; `void`, with the reason in the line above, says that it may be so. */
function isDropped(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isExpressionStatement(parent)) return true
  if (ts.isVoidExpression(parent)) return !hasReason(parent)
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return isDropped(parent)
  // Its faults are caught, or it is one of many: what becomes of all?
  if (ts.isPropertyAccessExpression(parent) && /^(catch|finally)$/.test(parent.name.text))
    return isDropped(parent.parent)
  if (ts.isArrowFunction(parent) && parent.body === node && ts.isCallExpression(parent.parent))
    return /\.map$/.test(parent.parent.expression.getText()) && isDropped(parent.parent)
  if (ts.isCallExpression(parent) && parent.expression.getText() === 'Promise.all') return isDropped(parent)
  return false
}

/** Calls of what may refuse, or writes under a condition, whose answer nobody hears. */
export function droppedOutcomes(sources: Source[], writes: Set<string>, texts: string[]): string[] {
  const refuses = refusing(sources, texts)
  return sources.flatMap((source) => {
    const found: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const called = calledBy(node, source)
        if ((writes.has(called) || refuses.has(called)) && isDropped(node))
          found.push(`${source.file} does not hear ${called.replace(/^.*: /, '')}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source.root)
    return found
  })
}
