//! Elements, put together by calls. `html!` writes out some 300 bytes of program for each element; with 150 of them,
//! that was a tenth of the download. Components and fields, whose properties need it, still use it.

use std::rc::Rc;
use yew::html::{
    onblur, onchange, onclick, onfocus, oninput, onkeydown, onpointerenter, onpointerleave, onpointermove,
};
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, VTag};

/// An element that is being put together.
pub(super) struct Element(Rc<VTag>);

/// An element without attributes and children.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> Element {
    Element(Rc::new(VTag::new(AttrValue::Static(tag))))
}

/// A text.
#[inline(never)]
pub(super) fn text(text: impl Into<AttrValue>) -> Html {
    Html::from(yew::virtual_dom::VText::new(text))
}

impl Element {
    /// Changes the element, which nobody else holds before it is handed on.
    #[inline]
    fn change(mut self, change: impl FnOnce(&mut VTag)) -> Element {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            change(tag);
        }
        self
    }

    /// Sets an attribute to a text that never changes.
    #[inline(never)]
    pub fn is(self, name: &'static str, value: &'static str) -> Element {
        self.attribute(name, AttrValue::Static(value))
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn set(self, name: &'static str, value: String) -> Element {
        self.attribute(name, AttrValue::from(value))
    }

    #[inline(never)]
    fn attribute(self, name: &'static str, value: AttrValue) -> Element {
        self.change(|tag| tag.add_attribute(name, value))
    }

    /// Sets an attribute to `true` or `false`.
    pub fn state(self, name: &'static str, value: bool) -> Element {
        self.is(name, if value { "true" } else { "false" })
    }

    /// Sets an attribute that is there or not, such as `hidden`.
    pub fn when(self, name: &'static str, there: bool) -> Element {
        if there { self.is(name, "") } else { self }
    }

    /// Sets the class.
    pub fn class(self, class: &'static str) -> Element {
        self.is("class", class)
    }

    /// Sets the key among the children of its parent.
    #[inline(never)]
    pub fn key(self, key: &'static str) -> Element {
        self.change(|tag| tag.key = Some(Key::from(key)))
    }

    /// Sets a number as the key.
    pub fn number(self, number: u32) -> Element {
        self.change(|tag| tag.key = Some(Key::from(number)))
    }

    /// Keeps hold of the element in the page.
    pub fn held_by(self, node: &NodeRef) -> Element {
        self.change(|tag| tag.node_ref = node.clone())
    }

    /// Adds a child.
    pub fn child(self, child: impl Into<Html>) -> Element {
        self.append(child.into())
    }

    #[inline(never)]
    fn append(self, child: Html) -> Element {
        self.change(|tag| tag.add_child(child))
    }

    /// Adds a child if there is one.
    pub fn maybe(self, child: Option<Element>) -> Element {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds a text that never changes.
    #[inline(never)]
    pub fn says(self, words: &'static str) -> Element {
        self.child(text(AttrValue::Static(words)))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn tells(self, words: String) -> Element {
        self.child(text(AttrValue::from(words)))
    }

    /// Adds children.
    pub fn children<T: Into<Html>>(mut self, children: impl Iterator<Item = T>) -> Element {
        for child in children {
            self = self.child(child.into());
        }
        self
    }

    #[inline(never)]
    fn listen(self, listener: Rc<dyn Listener>) -> Element {
        self.change(|tag| _ = tag.add_listener(listener))
    }
}

/// A method for each event that we listen to.
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
    /// Listens to clicks, taps and Enter.
    on_click: onclick(MouseEvent),
    /// Listens to keys.
    on_key: onkeydown(KeyboardEvent),
    /// Listens to typing.
    on_input: oninput(InputEvent),
    /// Listens to another choice.
    on_change: onchange(Event),
    /// Listens to the focus that comes.
    on_focus: onfocus(FocusEvent),
    /// Listens to the focus that goes.
    on_blur: onblur(FocusEvent),
    /// Listens to a pointer that moves.
    on_move: onpointermove(PointerEvent),
    /// Listens to a pointer that comes.
    on_enter: onpointerenter(PointerEvent),
    /// Listens to a pointer that goes.
    on_leave: onpointerleave(PointerEvent),
}

impl From<Element> for Html {
    fn from(element: Element) -> Html {
        Html::VTag(element.0)
    }
}

/// A paragraph of a class.
pub(super) fn paragraph(class: &'static str, words: &'static str) -> Element {
    el("p").class(class).says(words)
}

/// A button that sends `on_click`; its content is added by the caller.
#[inline(never)]
pub(super) fn button(on_click: Callback<MouseEvent>) -> Element {
    el("button").is("type", "button").on_click(on_click)
}

/// A button for what the page's script loads and shows when it is asked for: few readers need it. `address` is where the
/// dataset was read, if it was not published with the program.
pub(super) fn later(what: &'static str, address: &Option<AttrValue>) -> Element {
    let button =
        el("button").class("link later").is("type", "button").is("data-later", what).is("aria-expanded", "false");
    match address {
        Some(address) => button.set("data-src", address.to_string()),
        None => button,
    }
}

/// How many items the keys for pages pass over: with them the 25th is three keys from the first.
const PAGE: usize = 8;

/// The item to which a key leads from the one that has the focus: its neighbour by `previous` or `next`, the first by
/// Home, the last by End, [`PAGE`] further by the keys for pages. `handle` matches what takes the focus: each item, or the child of an item.
pub(super) fn walked_to(event: &KeyboardEvent, handle: &str, previous: &str, next: &str) -> Option<web_sys::Element> {
    let here: web_sys::Element = event.target_dyn_into()?;
    if !here.matches(handle).ok()? {
        return None;
    }
    let item = if handle.contains('>') { here.parent_element()? } else { here };
    let list = item.parent_element()?;
    let key = event.key();
    let found = match key.as_str() {
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        key if key == previous => item.previous_element_sibling().or_else(|| Some(item)),
        key if key == next => item.next_element_sibling().or_else(|| Some(item)),
        "PageDown" => Some((0..PAGE).fold(item, |at, _| at.next_element_sibling().unwrap_or(at))),
        "PageUp" => Some((0..PAGE).fold(item, |at, _| at.previous_element_sibling().unwrap_or(at))),
        _ => return None,
    };
    event.prevent_default();
    found
}
