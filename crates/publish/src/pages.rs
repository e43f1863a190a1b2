//! The pages: templates filled with the prerendered widget and the file names of this publication.

use crate::elements::{Element, widgets};
use crate::files::Files;
use crate::publication::Publication;
use crate::subject::Subject;
use crate::tokens::Tokens;
use crate::{PublishError, embeds, fault, sharing};
use shanhai::ui::prerender::{self, Shown};
use shanhai::ui::project_page;
use shanhai_dataset::{Language, escaped};
use shanhai_graphic::view_state::{Alone, View};
use shanhai_graphic::wording::page_words;

pub(crate) fn publish(publication: &Publication<'_>, tokens: &Tokens, files: &mut Files) -> Result<(), PublishError> {
    let (assets, dataset) = (publication.assets, publication.dataset());
    let mut put = |name: &str, template: &str, shown: Option<Shown>, language: Language| {
        let subject = shown.map_or(Subject::Whole, Subject::Shown);
        let page = Page { publication, tokens, name, subject, language };
        page.filled(template).map(|page| files.put(name, page))
    };
    let language = dataset.languages[0];
    put("index.html", assets.text("pages/index.html")?, None, language)?;
    // the article belongs to the dataset and names its figures
    if let Some(article) = &publication.programme.article {
        put("article.html", article, None, language)?;
    }
    let embed = assets.text("pages/embed.html")?;
    put("embed.html", embed, None, language)?;
    for &language in &dataset.languages {
        for shown in Shown::all(dataset) {
            let (tag, subject) = (language.tag(), Subject::Shown(shown));
            let element = format!("<shanhai-widget from-url {}=\"{}\" lang=\"{tag}\">", shown.attribute(), shown.id());
            let own = with_title(embed, &escaped(&subject.title(dataset, language)))
                .replace("<shanhai-widget from-url>", &element);
            put(&subject.page(language), &own, Some(shown), language)?;
        }
    }
    projects(publication, tokens, files)
}

/// Writes a page for each project in each language.
fn projects(publication: &Publication<'_>, tokens: &Tokens, files: &mut Files) -> Result<(), PublishError> {
    let (dataset, template) = (publication.dataset(), publication.assets.text("pages/project.html")?);
    for &language in &dataset.languages {
        for project in &dataset.projects {
            let subject = Subject::Project(project);
            let name = subject.page(language);
            let body = project_page::markup(dataset, project, language, &publication.report);
            let tokens = tokens.with([
                ("__LANG__", language.tag().to_owned()),
                ("__HEADING__", escaped(&subject.title(dataset, language))),
                ("__DESCRIPTION__", escaped(&subject.description(dataset, language))),
                ("__SHARING__", sharing::tags(publication, subject, language, &name)),
                ("__PROJECT__", body.map_err(|error| fault(&name, error))?),
            ]);
            files.put(name.as_str(), tokens.fill(template, &name)?);
        }
    }
    Ok(())
}

/// A page in progress.
struct Page<'a> {
    publication: &'a Publication<'a>,
    tokens: &'a Tokens,
    name: &'a str,
    /// The part of the graphic that it shows.
    subject: Subject,
    language: Language,
}

impl Page<'_> {
    fn filled(&self, template: &str) -> Result<String, PublishError> {
        let (dataset, language) = (self.publication.dataset(), self.language);
        let title = escaped(dataset.title.get(language));
        let heading = match title_of(template) {
            "__TITLE__" => title.clone(),
            own => own.to_owned(),
        };
        let tokens = self.tokens.with([
            ("__LANG__", language.tag().to_owned()),
            ("__TITLE__", title),
            ("__DESCRIPTION__", escaped(&self.subject.description(dataset, language))),
            ("__HEADING__", heading),
            // pages that editors wrote for 0.1 contain this token
            ("__PRELOADS__", String::new()),
            ("__SHARING__", sharing::tags(self.publication, self.subject, language, self.name)),
        ]);
        let template = template.replace("src=\"shanhai.js\"", "src=\"__SHANHAI_JS__\"");
        // texts of the dataset come last, because they may look like tokens
        self.with_widgets(&tokens.fill(&template, self.name)?)
    }

    fn token(&self, name: &str) -> &str {
        self.tokens.get(name).unwrap_or_default()
    }

    /// Fills each `<shanhai-widget>` of a page with what its program would show first. That takes the place of its
    /// content, which is a fallback, as in the codes of the widget's dialog.
    fn with_widgets(&self, page: &str) -> Result<String, PublishError> {
        let mut out = String::new();
        let mut done = 0;
        for widget in widgets(page).map_err(|reason| fault(self.name, reason))? {
            out += &page[done..widget.range.start];
            out += &self.with_widget(&widget)?;
            done = widget.range.end;
        }
        Ok(out + &page[done..])
    }

    fn with_widget(&self, widget: &Element<'_>) -> Result<String, PublishError> {
        let dataset = self.publication.dataset();
        let language = dataset.language(widget.attribute("lang").unwrap_or_default());
        let shown = match widget.attribute("chart") {
            None => Shown::View(widget.attribute("view").and_then(View::from_id).unwrap_or_default()),
            Some(id) => Shown::Alone(Alone::find(id, dataset).ok_or_else(|| self.unknown_chart(id, widget.line))?),
        };
        let tag = widget.tag;
        let markup = prerender::markup(dataset, shown, language, "./").map_err(|error| fault(self.name, error))?;
        // what the script must know before it lets the program hydrate this markup
        let marks = format!(
            "data-release=\"{}\" data-signature=\"{}\" data-{}=\"{}\"",
            self.token("__RELEASE__"),
            prerender::signature(&markup),
            shown.attribute(),
            shown.id()
        );
        let unscripted = page_words(language).unscripted;
        let without_script = format!("<p class=\"unscripted\" lang=\"{}\">{unscripted}</p>", language.tag());
        // A fallback for browsers too old for all of that: an element with a shadow root does not show content beside
        // it. The fallback is a link, because WebKit would load a picture without showing it.
        let picture = format!(
            "<a href=\"static/{}.{}.png\">{}</a>",
            embeds::picture_id(dataset, shown),
            language.tag(),
            escaped(&Subject::Shown(shown).title(dataset, language))
        );
        let styles = self.token("__WIDGET_STYLES__");
        Ok(format!(
            "{tag}><template shadowrootmode=\"open\">{styles}{without_script}<div class=\"box\" {marks}>{markup}</div></template>{picture}</shanhai-widget>"
        ))
    }

    fn unknown_chart(&self, id: &str, line: usize) -> PublishError {
        let known: Vec<&str> = Alone::all(self.publication.dataset()).map(Alone::id).collect();
        fault(self.name, format!("line {line}: there is no chart `{id}`; name one of {}", known.join(", ")))
    }
}

/// The title of a page, as markup.
fn title_of(page: &str) -> &str {
    page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map_or("", |(title, _)| title)
}

/// Replaces the title of a page.
fn with_title(page: &str, title: &str) -> String {
    match (page.find("<title>"), page.find("</title>")) {
        (Some(start), Some(end)) => format!("{}<title>{title}{}", &page[..start], &page[end..]),
        _ => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::testing::programme;

    /// A page with its widgets.
    fn filled(page: &str) -> Result<String, String> {
        let (assets, programme, tokens) = (Assets::default(), programme(), Tokens::default());
        let publication = Publication::new(&assets, &programme, "");
        let (name, subject, language) = ("article.html", Subject::Whole, Language::En);
        let page = Page { publication: &publication, tokens: &tokens, name, subject, language }.with_widgets(page);
        page.map_err(|error| error.to_string())
    }

    /// The code of the widget's dialog has a fallback inside the element.
    #[test]
    fn a_widget_with_a_fallback_is_filled() {
        let dialog = "<shanhai-widget chart=\"mohan-port\" lang=\"en\">\n  <a href=\"https://news.example/p.html\">\
                      <img src=\"https://news.example/p.png\"></a>\n  <p>A sentence > a link</p>\n</shanhai-widget>";
        let page =
            filled(&format!("<p>Before</p>{dialog}<p>Between</p><shanhai-widget></shanhai-widget>After")).unwrap();
        assert_eq!(page.matches("<template shadowrootmode=\"open\">").count(), 2);
        assert!(page.starts_with("<p>Before</p><shanhai-widget chart=\"mohan-port\" lang=\"en\"><template"));
        assert!(page.contains("</shanhai-widget><p>Between</p><shanhai-widget><template"));
        assert!(page.contains("data-chart=\"mohan-port\"") && page.contains("data-view=\"overview\""));
        assert!(page.ends_with("</shanhai-widget>After") && !page.contains("A sentence"));
        assert!(page.contains("<a href=\"static/mohan-port.en.png\">"), "the fallback of this publication");
    }

    #[test]
    fn an_attribute_needs_no_double_quotes() {
        for attribute in ["chart='mohan-port'", "chart=mohan-port", "CHART = \"mohan-port\""] {
            let page = filled(&format!("<shanhai-widget {attribute}></shanhai-widget>")).unwrap();
            assert!(page.contains("data-chart=\"mohan-port\""), "{attribute}");
        }
    }

    #[test]
    fn a_fault_of_an_article_has_its_line() {
        let fault = filled("<p>\n<shanhai-widget chart='mohan'></shanhai-widget>").unwrap_err();
        assert!(fault.starts_with("article.html: line 2: there is no chart `mohan`; name one of "), "{fault}");
        assert!(fault.contains("mohan-port"), "{fault}");
        let fault = filled("<shanhai-widget>").unwrap_err();
        assert_eq!(fault, "article.html: line 1: this <shanhai-widget> has no end; put </shanhai-widget> behind it");
    }
}
