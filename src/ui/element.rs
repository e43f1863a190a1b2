//! Elements, built by method calls. `html!` makes the program larger: 22 elements of the overview written with it took
//! 2.3 kB more of the download (brotli, measured on 27 November 2026), and there are some 300, so it would be a tenth.
//! Components still use it, and so do fields, whose properties need it.
//!
//! Yew keeps a reference to each text node that it creates, and later writes into it or inserts something before it.
//! A browser that translates the page replaces these nodes with its own. Then nobody sees what yew writes, and an
//! insertion before a removed node crashes the program. So yew gets no text nodes here. Text is the `textContent` of
//! an element that holds nothing else: the next text replaces whatever is there by then.

use super::render_context::RenderContext;
use crate::browser::keys::{is_chord, is_composing};
use shanhai_graphic::view_state::Target;
use shanhai_graphic::wording::Words;
use std::cell::Cell;
use std::rc::Rc;
use yew::html::{
    onblur, onchange, onclick, onfocus, oninput, onkeydown, onpointerdown, onpointerenter, onpointerleave,
    onpointermove,
};
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, ListenerKind, VTag};

/// Whether this is the program in a browser. Prerendered pages do not promise what only the program can do. Their
/// attributes may differ from those of the program's first render, but their elements may not.
pub(super) const RUNS: bool = cfg!(target_arch = "wasm32");

/// An element under construction.
pub(super) struct Element {
    tag: Rc<VTag>,
    /// Its text, as long as it holds nothing else.
    words: Option<AttrValue>,
    /// Whether it holds other elements.
    is_mixed: bool,
}

/// Creates an element without attributes and children.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> Element {
    Element { tag: Rc::new(VTag::new(AttrValue::Static(tag))), words: None, is_mixed: false }
}

impl Element {
    /// Changes the element. Until it is handed on, nothing else holds a reference to it.
    #[inline]
    fn change(mut self, change: impl FnOnce(&mut VTag)) -> Element {
        if let Some(tag) = Rc::get_mut(&mut self.tag) {
            change(tag);
        }
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Element {
        self.attribute(name, value.into())
    }

    #[inline(never)]
    fn attribute(self, name: &'static str, value: AttrValue) -> Element {
        self.change(|tag| tag.add_attribute(name, value))
    }

    /// Sets an attribute to `true` or `false`.
    pub fn true_or_false(self, name: &'static str, value: bool) -> Element {
        self.attr(name, if value { "true" } else { "false" })
    }

    /// Sets a boolean attribute such as `hidden`.
    pub fn bool_attr(self, name: &'static str, there: bool) -> Element {
        if there { self.attr(name, "") } else { self }
    }

    /// Makes this the element of an entry: links to the entry find it.
    pub fn entry(self, entry: Target) -> Element {
        let (kind, id) = (entry.kind(), entry.id());
        self.attr("data-entry", format!("{kind}:{id}")).attr("data-testid", format!("{kind}-{id}"))
    }

    /// Makes this the element of an entry, which is highlighted while the context points at the entry.
    pub fn highlightable(self, entry: Target, context: &RenderContext) -> Element {
        self.entry(entry).bool_attr("data-lit", context.pointed_at() == Some(entry))
    }

    /// Sets the class.
    pub fn class(self, class: &'static str) -> Element {
        self.attr("class", class)
    }

    /// Sets the key among the children of its parent.
    #[inline(never)]
    pub fn key(self, key: &'static str) -> Element {
        self.change(|tag| tag.key = Some(Key::from(key)))
    }

    /// Sets a number as its key.
    pub fn number(self, number: u32) -> Element {
        self.change(|tag| tag.key = Some(Key::from(number)))
    }

    /// Binds a `NodeRef` to the element.
    pub fn held_by(self, node: &NodeRef) -> Element {
        self.change(|tag| tag.node_ref = node.clone())
    }

    /// Adds a child.
    pub fn child(self, child: impl Into<Html>) -> Element {
        self.append(child.into())
    }

    #[inline(never)]
    fn append(mut self, child: Html) -> Element {
        // beside other children, text gets its own element
        let words = self.words.take().map(|words| Html::from(el("span").write(words)));
        self.is_mixed = true;
        self.change(|tag| tag.add_children(words.into_iter().chain([child])))
    }

    /// Appends to its text.
    #[inline(never)]
    fn write(mut self, words: AttrValue) -> Element {
        if words.is_empty() {
            return self;
        }
        if self.is_mixed {
            return self.append(el("span").write(words).into());
        }
        self.words = Some(match self.words {
            Some(before) => AttrValue::from(format!("{before}{words}")),
            None => words,
        });
        self
    }

    /// Adds a child if there is one.
    pub fn maybe(self, child: Option<Element>) -> Element {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds text.
    pub fn text(self, words: impl Into<AttrValue>) -> Element {
        self.write(words.into())
    }

    /// Adds what the element belongs to, for screen readers, which read one name after another. On the page, the
    /// position shows it.
    pub fn of(self, what: &'static str, words: &Words) -> Element {
        self.child(el("span").class("unseen").text(words.colon).text(what))
    }

    /// Adds children.
    pub fn children<T: Into<Html>>(mut self, children: impl Iterator<Item = T>) -> Element {
        for child in children {
            self = self.child(child.into());
        }
        self
    }

    /// Listens for the end of a composition: an input method may take many keys for a word.
    pub fn on_composed(self, callback: Callback<Event>) -> Element {
        self.listen(Rc::new(Composed(callback)))
    }

    #[inline(never)]
    fn listen(self, listener: Rc<dyn Listener>) -> Element {
        self.change(|tag| _ = tag.add_listener(listener))
    }
}

/// Listener for the end of a composition, because yew knows no events of input methods.
struct Composed(Callback<Event>);

impl Listener for Composed {
    fn kind(&self) -> ListenerKind {
        ListenerKind::other("compositionend".into())
    }

    fn handle(&self, event: Event) {
        self.0.emit(event);
    }

    fn passive(&self) -> bool {
        true
    }
}

/// Generates a method for each event that we listen to.
macro_rules! listeners {
    ($($(#[$doc:meta])* $method:ident: $module:ident($event:ty)),+ $(,)?) => {
        impl Element {$(
            $(#[$doc])*
            pub fn $method(self, callback: Callback<$event>) -> Element {
                self.listen(Rc::new($module::Wrapper::new(callback)))
            }
        )+}
    };
}

listeners! {
    /// Listens for clicks, taps and Enter.
    on_click: onclick(MouseEvent),
    /// Listens for keys.
    on_key: onkeydown(KeyboardEvent),
    /// Listens for typing.
    on_input: oninput(InputEvent),
    /// Listens for a changed choice.
    on_change: onchange(Event),
    /// Listens for gaining focus.
    on_focus: onfocus(FocusEvent),
    /// Listens for losing focus.
    on_blur: onblur(FocusEvent),
    /// Listens for a finger or a mouse button that goes down.
    on_press: onpointerdown(PointerEvent),
    /// Listens for pointer movement.
    on_move: onpointermove(PointerEvent),
    /// Listens for a pointer that enters.
    on_enter: onpointerenter(PointerEvent),
    /// Listens for a pointer that leaves.
    on_leave: onpointerleave(PointerEvent),
}

thread_local! {
    /// Prerendered elements hold text nodes, and yew hydrates only those; see [`with_sent_text`].
    static SENT: Cell<bool> = const { Cell::new(!RUNS) };
}

/// Sets whether text becomes text nodes from now on, as in prerendered pages.
pub(super) fn with_sent_text(sent: bool) {
    SENT.set(sent || !RUNS);
}

fn set_text(tag: &mut VTag, words: AttrValue) {
    match SENT.get() {
        true => tag.add_child(yew::virtual_dom::VText::new(words).into()),
        false => tag.add_property("textContent", words.as_str()),
    }
}

impl From<Element> for Html {
    fn from(mut element: Element) -> Html {
        if let Some(words) = element.words.take() {
            element = element.change(|tag| set_text(tag, words));
        }
        Html::VTag(element.tag)
    }
}

/// Creates a paragraph with a class.
pub(super) fn paragraph(class: &'static str, words: &'static str) -> Element {
    el("p").class(class).text(words)
}

/// Creates a button that calls `on_click`. The caller adds its content.
#[inline(never)]
pub(super) fn button(on_click: Callback<MouseEvent>) -> Element {
    el("button").attr("type", "button").on_click(on_click)
}

/// Creates a button for what the page's script loads and shows on demand, because few readers need it. `address` is
/// where the dataset was loaded from, if it was not published with the program.
pub(super) fn lazy(what: &'static str, address: &Option<AttrValue>) -> Element {
    let button =
        el("button").class("link").attr("type", "button").attr("data-lazy", what).attr("aria-expanded", "false");
    match address {
        Some(address) => button.attr("data-src", address.to_string()),
        None => button,
    }
}

/// How many items Page Up and Page Down move by: the 25th item is three keys from the first.
const PAGE: usize = 8;

/// The item that a key moves the focus to: the neighbour for `previous` or `next`, the first for Home, the last for
/// End, the one [`PAGE`] items away for Page Up and Page Down. `item` and `handle` match an item and what receives the
/// focus in it, which may be the item itself.
pub(super) fn walked_to(
    event: &KeyboardEvent,
    [item, handle]: [&str; 2],
    [previous, next]: [&str; 2],
) -> Option<web_sys::Element> {
    // with a modifier, arrows are commands of the browser, such as to go back
    if is_composing(event) || is_chord(event) {
        return None;
    }
    let here: web_sys::Element = event.target_dyn_into()?;
    if !here.matches(handle).ok()? {
        return None;
    }
    let item = here.closest(item).ok()??;
    let list = item.parent_element()?;
    let key = event.key();
    let found = match key.as_str() {
        "Home" => shown(list.first_element_child(), true),
        "End" => shown(list.last_element_child(), false),
        key if key == previous => neighbour(&item, false).or(Some(item)),
        key if key == next => neighbour(&item, true).or(Some(item)),
        "PageDown" | "PageUp" => Some((0..PAGE).fold(item, |at, _| neighbour(&at, key == "PageDown").unwrap_or(at))),
        _ => return None,
    };
    event.prevent_default();
    found
}

fn neighbour(item: &web_sys::Element, forward: bool) -> Option<web_sys::Element> {
    shown(if forward { item.next_element_sibling() } else { item.previous_element_sibling() }, forward)
}

/// An item, or the nearest one after or before it that is not hidden.
fn shown(mut item: Option<web_sys::Element>, forward: bool) -> Option<web_sys::Element> {
    while let Some(hidden) = item.take_if(|item| item.has_attribute("hidden")) {
        item = if forward { hidden.next_element_sibling() } else { hidden.previous_element_sibling() };
    }
    item
}
