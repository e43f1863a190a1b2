//! The closed vocabularies of the dataset: what a figure can be, how exact, on whose side, how firmly tied.

/// Derives what every vocabulary needs, with its names in JSON.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $json:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $json)] $variant),+
        }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name in the dataset.
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $json),+ }
            }
        }
    };
}

vocabulary! {
    /// How the period of a figure is known.
    PeriodBasis {
        /// The article names it.
        Stated = "stated",
        /// Read from the context.
        Inferred = "inferred",
        /// The article gives no time.
        NotStated = "not-stated",
    }
}

vocabulary! {
    /// How a unit is written with its number.
    UnitStyle {
        /// Grouped digits and the unit behind them.
        Plain = "plain",
        /// No grouping: 1996.
        Year = "year",
        /// The sign joined to the number.
        Percent = "percent",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro declares the members")]
impl Default for UnitStyle {
    fn default() -> UnitStyle {
        UnitStyle::Plain
    }
}

vocabulary! {
    /// What a point on the map stands for.
    Precision {
        /// The spot itself.
        Point = "point",
        /// The town.
        Town = "town",
        /// The county's seat.
        County = "county",
        /// The seat of the city or of a division like it.
        City = "city",
    }
}

vocabulary! {
    /// What kind of number a figure is; it must suit the unit.
    FigureKind {
        /// A calendar year.
        Year = "year",
        /// A month of a year.
        Month = "month",
        /// A length of time.
        Duration = "duration",
        /// So many, at a time.
        Stock = "stock",
        /// So many in one year.
        AnnualFlow = "annual-flow",
        /// So many in one quarter.
        QuarterlyFlow = "quarterly-flow",
        /// So many in all, up to a time.
        Cumulative = "cumulative",
        /// A change in per cent.
        Growth = "growth",
        /// A length of road.
        Distance = "distance",
        /// One household's case.
        Example = "example",
        /// A number that is part of a name.
        CountInName = "count-in-name",
        /// We counted a list of the article, which gives no number.
        CountedByUs = "counted-by-us",
        /// The article leaves open whether it is a stock or one year's flow.
        StockOrFlow = "stock-or-flow",
        /// Computed by us from other figures.
        Derived = "derived",
    }
}

vocabulary! {
    /// A side of the cooperation.
    Side {
        /// The first, `sides.sea`.
        Sea = "sea",
        /// The second, `sides.mountain`.
        Mountain = "mountain",
    }
}

vocabulary! {
    /// The power of ten printed as a word with a number, in either language.
    Scale {
        /// Thousand.
        Thousand = "thousand",
        /// 万, ten thousand.
        Wan = "万",
        /// Million.
        Million = "million",
        /// 亿, a hundred million.
        Yi = "亿",
        /// Billion, a thousand million.
        Billion = "billion",
    }
}

impl Scale {
    /// The power of ten.
    pub const fn power(self) -> u8 {
        match self {
            Scale::Thousand => 3,
            Scale::Wan => 4,
            Scale::Million => 6,
            Scale::Yi => 8,
            Scale::Billion => 9,
        }
    }

    /// The language whose word it is; the others write the number in words of their own.
    pub const fn language(self) -> crate::Language {
        match self {
            Scale::Wan | Scale::Yi => crate::Language::ZhHans,
            Scale::Thousand | Scale::Million | Scale::Billion => crate::Language::En,
        }
    }
}

vocabulary! {
    /// How far a number is exact, by the article's word. It stays beside the number in every language.
    Qualifier {
        /// A lower bound; behind the number and its scale word.
        Yu = "余",
        /// A lower bound; behind the number.
        Duo = "多",
        /// About; before the number.
        Yue = "约",
        /// The article's list is open (等, ……).
        AtLeast = "至少",
        /// Not quite; before the number.
        Jin = "近",
        /// “about”, “some”, “roughly”.
        About = "about",
        /// “more than”, “over”.
        MoreThan = "more than",
        /// “at least”.
        NoLess = "at least",
        /// “nearly”, “almost”.
        Nearly = "nearly",
    }
}

impl Qualifier {
    /// Whether the number may be more, and is not less.
    pub const fn is_lower_bound(self) -> bool {
        use Qualifier::{AtLeast, Duo, MoreThan, NoLess, Yu};
        matches!(self, Yu | Duo | AtLeast | MoreThan | NoLess)
    }
}

vocabulary! {
    /// How firmly the article ties a project to the cooperation.
    Link {
        /// It says that the project is part of it.
        Stated = "stated",
        /// It does not say so, but tells of it as a part.
        Implied = "implied",
        /// It does not say.
        NotStated = "not-stated",
        /// It names the place for context only.
        ContextOnly = "context-only",
    }
}

vocabulary! {
    /// Whether a thing stands or is planned.
    Status {
        /// Told of as a fact.
        Reported = "reported",
        /// Agreed or announced.
        Planned = "planned",
        /// Shown as an artist's impression.
        Rendering = "rendering",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro declares the members")]
impl Default for Status {
    fn default() -> Status {
        Status::Reported
    }
}

vocabulary! {
    /// How the two ends of a model's part are joined.
    Join {
        /// `+`
        With = "with",
        /// `→`
        Becomes = "becomes",
        /// `:` who does what, or what stands where
        Is = "is",
    }
}

vocabulary! {
    /// What kind of entry on the timeline.
    EventKind {
        /// Something happened.
        Event = "event",
        /// From one time to another.
        Span = "span",
        /// One year's figures.
        Annual = "annual",
        /// One quarter's figures.
        Quarter = "quarter",
        /// A state that the article gives for its day of writing (“so far”, 目前): no date of its own.
        AsOf = "as-of",
        /// A scene of a few days before.
        Scene = "scene",
        /// No time given.
        Undated = "undated",
        /// Still to come.
        Plan = "plan",
    }
}

vocabulary! {
    /// The form of a panel.
    PanelKind {
        /// Large numerals with their names; derived ones show their formula.
        Numbers = "numbers",
        /// Bars from one zero, one a figure, in groups with a heading of their own.
        Bars = "bars",
        /// Two sides face to face, a row a group: the first figure of a row is the sea's, the second the mountains'.
        Paired = "paired",
        /// Parts within their whole, a group each: the first figure is the whole.
        Parts = "parts",
        /// Streams both ways between the two sides, width by number; each group is one direction.
        Flow = "flow",
        /// From an earlier value (derived) to the present one, with the growth stated.
        Growth = "growth",
        /// A span from a least to a greatest value.
        Range = "range",
        /// Lines over periods, each with its name at its end; broken where a period is missing.
        Line = "line",
        /// Regions of the map shaded by a figure each, in classes.
        Regions = "regions",
        /// The timeline entries.
        Timeline = "timeline",
        /// Models by their parts.
        Structure = "structure",
    }
}

vocabulary! {
    /// How regions are drawn.
    #[derive(Default)]
    RegionForm {
        /// By their borders.
        #[default]
        Outline = "outline",
        /// One equal tile a region.
        Tiles = "tiles",
    }
}

vocabulary! {
    /// In which order bars stand.
    BarOrder {
        /// By their latest values: in each group the greatest first, and first the group that has the greatest.
        GreatestFirst = "greatest-first",
    }
}

/// What a panel lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelContent {
    /// Figures.
    Figures,
    /// Groups of figures.
    Groups,
    /// Rows of a growth panel.
    Rows,
    /// Regions, each with its figure.
    Regions,
    /// Models.
    Models,
    /// Nothing of its own.
    Nothing,
}

impl PanelKind {
    /// What a panel of this kind lists.
    pub const fn content(self) -> PanelContent {
        match self {
            PanelKind::Numbers | PanelKind::Range | PanelKind::Line => PanelContent::Figures,
            PanelKind::Bars | PanelKind::Paired | PanelKind::Parts | PanelKind::Flow => PanelContent::Groups,
            PanelKind::Growth => PanelContent::Rows,
            PanelKind::Regions => PanelContent::Regions,
            PanelKind::Structure => PanelContent::Models,
            PanelKind::Timeline => PanelContent::Nothing,
        }
    }
}
