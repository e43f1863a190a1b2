//! The pages: templates filled with the prerendered widget and the file names of this publication.

use crate::files::Files;
use crate::publication::Publication;
use crate::subject::Subject;
use crate::tokens::Tokens;
use crate::{PublishError, embeds, fault, sharing};
use shanhai::ui::prerender::{self, Shown};
use shanhai::ui::project_page;
use shanhai_dataset::Language;
use shanhai_graphic::paint::escaped;
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

    /// Fills each `<shanhai-widget>` of a page, which has no content of its own, with what its program would show
    /// first.
    fn with_widgets(&self, page: &str) -> Result<String, PublishError> {
        const BEGIN: &str = "<shanhai-widget";
        const END: &str = "></shanhai-widget>";
        let mut out = String::new();
        let mut rest = page;
        while let Some(start) = rest.find(BEGIN) {
            let length = rest[start..].find(END).ok_or_else(|| fault(self.name, "a <shanhai-widget> has no end"))?;
            let tag = &rest[start..start + length];
            out += &rest[..start];
            out += &self.with_widget(tag)?;
            rest = &rest[start + length + END.len()..];
        }
        Ok(out + rest)
    }

    /// An element, given by its opening tag without the `>`, filled with what its program would show first.
    fn with_widget(&self, tag: &str) -> Result<String, PublishError> {
        let dataset = self.publication.dataset();
        let attribute = |name: &str| {
            let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(&tag[from..from + tag[from..].find('"')?])
        };
        let language = dataset.language(attribute("lang").unwrap_or_default());
        let shown = match attribute("chart") {
            None => Shown::View(attribute("view").and_then(View::from_id).unwrap_or_default()),
            Some(id) => {
                let alone = Alone::find(id, dataset);
                Shown::Alone(alone.ok_or_else(|| fault(self.name, format!("there is no chart {id}")))?)
            }
        };
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
