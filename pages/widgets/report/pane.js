// The text of a report with its facts underlined. Text is only ever set as text, never as HTML.
// Offsets are in Unicode code points, as Python counts them; a browser counts UTF-16 units.

const points = (text) => { let n = 0; for (const _ of text) n += 1; return n }

const make = (tag, classes, text) => {
  const element = document.createElement(tag)
  if (classes) element.className = classes
  if (text !== undefined) element.textContent = text
  return element
}

const lined = (element, look) => {
  element.classList.add("line")
  element.style.textDecorationStyle = look.line
  element.style.textDecorationColor = look.colour
  element.style.setProperty("--fact", look.colour)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".atlas-report")
  const [find, legend, text, card] =
    ["find", "legend", "text", "card"].map((name) => root.querySelector("." + name))
  const [input, found] = [find.querySelector("input"), find.querySelector(".found")]
  const own = (root.own ??= { version: null, show: null, selected: null, told: [] })

  // --- the text ---------------------------------------------------------------------------------

  const drawText = () => {
    const scrolled = text.scrollTop
    text.replaceChildren(...data.segments.map(([start, words, marks]) => {
      const piece = make("span", "piece", words)
      piece.dataset.start = start
      if (marks.length) {
        const mark = data.marks[marks[0]]
        lined(piece, mark.look)
        piece.dataset.marks = marks.join(" ")
        piece.tabIndex = 0
        piece.setAttribute("role", "button")
        piece.setAttribute("aria-label", `${words}: ${marks.map((n) => data.marks[n].name).join(", ")}`)
        piece.title = marks.map((n) => data.marks[n].name).join(", ")
      }
      return piece
    }))
    text.scrollTop = scrolled
    legend.replaceChildren(...data.legend.map((look) => {
      const entry = make("span", "", look.name)
      lined(entry, look)
      return entry
    }))
  }

  const offsetOf = (node, offset) => {
    if (node === text) {
      const next = text.childNodes[offset]
      return next ? Number(next.dataset.start) : own.letters.length
    }
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
    if (!piece?.dataset || piece.dataset.start === undefined) return null
    const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset ? piece.textContent : ""
    return Number(piece.dataset.start) + points(before)
  }

  const light = (wanted) => {
    let first = null
    for (const piece of text.children) {
      const on = (piece.dataset.marks ?? "").split(" ").some((n) => n !== "" && wanted(data.marks[n]))
      piece.classList.toggle("lit", on)
      if (on) first ??= piece
    }
    if (first) scrollTo(first)
    return first !== null
  }

  const scrollTo = (piece) => {
    const inside = piece.offsetTop
    if (inside < text.scrollTop || inside > text.scrollTop + text.clientHeight - 40)
      text.scrollTop = Math.max(0, inside - text.clientHeight / 3)
  }

  // --- what the words were taken for --------------------------------------------------------------

  const button = (label, act, help) => {
    const made = make("button", "", label)
    made.type = "button"
    if (help) made.title = help
    made.onclick = act
    return made
  }

  const tell = (numbers) => {
    own.selected = null
    own.told = numbers.map((n) => data.marks[n].field)
    const shown = [...new Map(numbers.map((n) => [data.marks[n].field + data.marks[n].value, n])).values()]
    card.replaceChildren(...shown.map((n) => {
      const mark = data.marks[n]
      const row = make("div", "row")
      const first = make("p")
      const name = make("strong", "", mark.name)
      lined(name, mark.look)
      first.append(name, `  ${mark.value}`, make("span", "why", mark.inferred ? " · it follows" : " · stated"))
      row.append(first)
      if (mark.reason) row.append(make("p", "why", mark.reason))
      if (data.editable) {
        const buttons = make("div", "buttons")
        if (mark.target) buttons.append(button("Change", () => showInForm(mark.target, true)))
        if (mark.droppable) buttons.append(button("Drop this fact", () =>
          setTriggerValue("deed", { act: "drop", field: mark.field }), "Takes it out of the mission."))
        buttons.append(button("Not these words", () =>
          setTriggerValue("deed", { act: "unmark", field: mark.field, start: mark.start, end: mark.end }),
          "Keeps the fact and takes the mark off these words."))
        row.append(buttons)
      }
      return row
    }))
  }

  // After the text was drawn anew, what was being looked at is looked at still.
  const resume = () => {
    if (own.selected) return offer(...own.selected)
    const wanted = (mark) => own.told.includes(mark.field)
    return light(wanted) ? tell(numbersOf(wanted)) : hint()
  }

  const numbersOf = (wanted) => data.marks.flatMap((mark, n) => (wanted(mark) ? [n] : []))

  const hint = () => card.replaceChildren(make("p", "why", data.editable
    ? "Click underlined words to see what they were taken for. Select any words to say what they are."
    : "Click underlined words to see what they were taken for."))

  const offer = (start, end) => {
    own.selected = [start, end]
    const words = own.letters.slice(start, end).join("")
    const short = words.length > 90 ? words.slice(0, 88) + "…" : words
    const buttons = make("div", "buttons")
    for (const kind of data.kinds) buttons.append(button(kind.name, () => {
      own.selected = null
      setTriggerValue("deed", { act: "mark", kind: kind.key, start, end })
    }))
    card.replaceChildren(make("p", "", `“${short}” is:`), buttons)
  }

  const showInForm = (target, into) => {
    const place = document.querySelector(`.st-key-${CSS.escape(target)}`)
    if (!place) return
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    place.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" })
    const colour = getComputedStyle(root).getPropertyValue("--st-primary-color") || "#2f74c4"
    place.animate([{ outline: `3px solid ${colour}`, outlineOffset: "4px" },
      { outline: "3px solid transparent", outlineOffset: "4px" }], { duration: 2600, easing: "ease-in" })
    if (into) place.querySelector("input, textarea, button")?.focus({ preventScroll: true })
  }

  const open = (piece) => {
    const numbers = piece.dataset.marks.split(" ").map(Number)
    const fields = new Set(numbers.map((n) => data.marks[n].field))
    light((mark) => fields.has(mark.field))
    tell(numbers)
    const target = data.marks[numbers[0]].target
    // Beside the text only: below it, going there would leave the text.
    if (target && data.sticky) showInForm(target, false)
  }

  // --- what a person does -------------------------------------------------------------------------

  const selectionIn = () => {
    const picked = document.getSelection()
    if (!picked || picked.isCollapsed || !picked.rangeCount) return null
    const range = picked.getRangeAt(0)
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null
    const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)]
    return start !== null && end !== null && start < end ? [start, end] : null
  }

  text.onmouseup = () => setTimeout(() => {
    const picked = selectionIn()
    if (picked && data.editable) offer(...picked)
  })
  text.onkeyup = (event) => {
    const picked = event.shiftKey && selectionIn()
    if (picked && data.editable) offer(...picked)
  }
  text.onclick = (event) => {
    const piece = event.target.closest?.("[data-marks]")
    if (piece && !selectionIn()) open(piece)
  }
  text.onkeydown = (event) => {
    const piece = event.target.closest?.("[data-marks]")
    if (piece && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(piece) }
  }

  // Finding words is the way to mark them without a mouse: what is found is chosen.
  const seek = (from) => {
    const wanted = input.value.trim().toLocaleLowerCase()
    for (const piece of text.children) piece.classList.remove("chosen")
    if (!wanted) { found.textContent = ""; own.selected = null; return hint() }
    const [letters, folded, lengths] = [own.letters, own.folded, points(wanted)]
    const needle = [...wanted]
    const at = (start) => needle.every((letter, n) => folded[start + n] === letter)
    for (let step = 0; step < letters.length; step += 1) {
      const start = (from + step) % letters.length
      if (at(start)) {
        own.next = start + 1
        const range = document.createRange()
        const edge = (offset) => {
          let piece = text.firstChild
          for (const each of text.children) if (Number(each.dataset.start) <= offset) piece = each
          const rest = [...piece.textContent].slice(0, offset - Number(piece.dataset.start)).join("")
          return [piece, rest.length]
        }
        const [first, last] = [edge(start), edge(start + lengths)]
        range.setStart(first[0].firstChild, first[1])
        range.setEnd(last[0].firstChild, last[1])
        const picked = document.getSelection()
        picked.removeAllRanges()
        picked.addRange(range)
        for (const each of text.children) {
          const begin = Number(each.dataset.start)
          if (begin < start + lengths && begin + points(each.textContent) > start) each.classList.add("chosen")
        }
        scrollTo(first[0])
        found.textContent = "Enter: next"
        if (data.editable) offer(start, start + lengths)
        return undefined
      }
    }
    found.textContent = "Not in the text"
    return undefined
  }
  input.oninput = () => seek(0)
  input.onkeydown = (event) => {
    if (event.key === "Enter") { event.preventDefault(); seek(own.next ?? 0) }
  }

  // A click into the form lights the words behind that field.
  const follow = (event) => {
    if (!data.prefix || root.contains(event.target)) return
    const holder = event.target.closest?.(`[class*="st-key-${data.prefix}"]`)
    const name = holder && [...holder.classList].find((each) => each.startsWith(`st-key-${data.prefix}`))
    if (!name) return
    const way = name.slice(`st-key-${data.prefix}`.length).split("_")
    const field = /^\d+$/.test(way[1] ?? "") && way[0] !== "described" ? `${way[0]}.${way[1]}` : way[0]
    const wanted = (mark) => mark.field === field || mark.field.startsWith(field + ".") ||
      (way[0] === "described" && mark.field === "source")
    if (light(wanted)) tell(numbersOf(wanted))
  }
  document.addEventListener("focusin", follow)
  document.addEventListener("click", follow)

  // --- drawing ------------------------------------------------------------------------------------

  input.placeholder = data.editable ? "Find words in the text, to mark them" : "Find words in the text"
  input.setAttribute("aria-label", input.placeholder)
  text.setAttribute("aria-label", "The text of the report")
  text.style.maxHeight = data.height
  const holder = root.closest('[data-testid="stElementContainer"]')
  if (holder) Object.assign(holder.style, data.sticky ? { position: "sticky", top: "3.75rem" } : { position: "" })
  if (own.version !== data.version) {
    own.version = data.version
    own.letters = [...data.segments.map((each) => each[1]).join("")]
    own.folded = own.letters.map((letter) => letter.toLocaleLowerCase())
    drawText()
    resume()
  }
  if (data.show && own.show !== data.show.nonce) {
    own.show = data.show.nonce
    const wanted = (mark) => mark.field === data.show.field
    if (light(wanted)) tell(numbersOf(wanted))
    if (data.show.target && data.sticky) setTimeout(() => showInForm(data.show.target, false), 150)
  }
  return () => {
    document.removeEventListener("focusin", follow)
    document.removeEventListener("click", follow)
  }
}
