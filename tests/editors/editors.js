// What editors of publishing systems make of HTML that is put into their source, each as its own first page sets it up.
import { Editor } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import StarterKit from "@tiptap/starter-kit";
import { BlockQuote, Bold, ClassicEditor, Essentials, Heading, ImageBlock, ImageCaption, Link, LinkImage, Paragraph } from "ckeditor5";
import DOMPurify from "dompurify";
import { DOMParser, DOMSerializer } from "prosemirror-model";
import { schema } from "prosemirror-schema-basic";
import Quill from "quill";
import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/plugins/image";
import "tinymce/plugins/link";
import "tinymce/themes/silver";

const place = () => document.body.appendChild(document.createElement("div"));
function parsed(html) {
  const box = document.createElement("div");
  box.innerHTML = html;
  return box;
}

window.editors = {
  async "TinyMCE 8"(html) {
    const [editor] = await tinymce.init({ target: place(), license_key: "gpl", plugins: "image link", skin: false, content_css: false });
    editor.setContent(html);
    return editor.getContent();
  },
  async "CKEditor 5"(html) {
    const plugins = [Essentials, Paragraph, Bold, Heading, BlockQuote, Link, ImageBlock, ImageCaption, LinkImage];
    const editor = await ClassicEditor.create(place(), { licenseKey: "GPL", plugins });
    editor.setData(html);
    return editor.getData();
  },
  async "Quill 2"(html) {
    const editor = new Quill(place());
    editor.clipboard.dangerouslyPasteHTML(html);
    return editor.getSemanticHTML();
  },
  async "TipTap 3, with images"(html) {
    return new Editor({ element: place(), extensions: [StarterKit, Image], content: html }).getHTML();
  },
  async "ProseMirror, basic schema"(html) {
    const document_ = DOMParser.fromSchema(schema).parse(parsed(html));
    const box = document.createElement("div");
    box.append(DOMSerializer.fromSchema(schema).serializeFragment(document_.content));
    return box.innerHTML;
  },
  async "DOMPurify 3"(html) {
    return DOMPurify.sanitize(html);
  },
};
