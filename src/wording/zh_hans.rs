//! The interface in Chinese, simplified characters.

#[cfg(feature = "publish")]
use super::page_words::{EmbedWords, PageWords};
use super::words::Words;
use shanhai_dataset::{EventKind, Link, PeriodBasis, Precision, Status};

pub(super) static WORDS: Words = Words {
    tabs: "视图",
    overview: "概览",
    charts: "图表",
    projects: "项目",
    timeline: "时间线",
    models: "模式",

    language: "语言",
    theme: "外观",
    theme_auto: "自动",
    theme_light: "浅色",
    theme_dark: "深色",

    headline: "关键数字",
    show_table: "查看数据表",
    item: "项目",
    value: "数值",
    period: "时间",
    origin: "出处",
    note: "说明",
    how_to_walk: "用方向键逐项浏览，Home 与 End 到首尾，回车选定，Esc 关闭。",
    derived: "本图推算",
    close: "关闭",
    show_project: "查看项目",
    colon: "：",
    comma: "、",
    space: "",

    search: "搜索项目",
    search_example: "名称、地点或拼音",
    theme_filter: "主题",
    prefecture_filter: "州市",
    partner_filter: "上海方面",
    all_themes: "全部主题",
    all_prefectures: "全部州市",
    all_partners: "全部单位",
    not_named: "（文中未提及）",
    reset: "清除筛选",
    filters: "筛选",
    project_list: "项目列表",
    none_found: "没有符合条件的项目。",
    none_in_prefecture: "报道没有提到这个州市的项目。没有提到，不等于没有协作。",

    map: "项目地图",
    map_label: "云南省项目地图",
    map_form: "地图形式",
    outline: "边界",
    tiles: "方格",

    place: "地点",
    partners: "上海方面",
    link_heading: "与协作的关系",
    status_heading: "状态",
    figures: "相关数字",
    named_models: "相关模式",
    paragraphs: "出处",

    whole_programme: "整体",
    unexplained: "报道只提到名称，没有说明内容。",
    named_only: "文中只提到名称",
    planned: "计划中",
    parts: "组成",
    when: "时间",
    what: "内容",
    name: "名称",

    of_which: "其中：",
    derived_year_before: "上年同期（推算）",
    article_note: "关于这篇报道",
    counted_places: "同一地点有多个项目时，标记上写出个数；挨得太近的标记略为移开。",

    source: "来源",
    updated: "数据更新",
    dataset: "数据版本",
    embed: "嵌入",

    unknown_chart: "没有这张图表。",
    no_canvas: "浏览器无法绘制此图，请看下面的数据表。",
    src_unread: "无法读取另外指定的数据，显示的是内置数据。",

    paragraph: |number| format!("据原文第{number}段"),
    basis: |basis| match basis {
        PeriodBasis::Stated => "原文写明",
        PeriodBasis::Inferred => "时间为推定",
        PeriodBasis::NotStated => "原文未注明时间",
    },
    precision: |precision| match precision {
        Precision::Point => "点位为所在地。",
        Precision::Town => "点位为所在乡镇。",
        Precision::County => "点位为县级政府驻地，不是项目的确切位置。",
        Precision::City => "点位为州市政府驻地，不是项目的确切位置。",
    },
    link: |link| match link {
        Link::Stated => "原文写明属于沪滇协作。",
        Link::Implied => "按上下文属于沪滇协作。",
        Link::NotStated => "原文没有说明是否属于沪滇协作。",
        Link::ContextOnly => "原文仅作为背景提及。",
    },
    status: |status| match status {
        Status::Reported => "报道所述现状",
        Status::Planned => "计划中",
        Status::Rendering => "原文只有效果图",
    },
    several_here: |count| format!("这里有 {count} 个项目"),
    event_kind: |kind| match kind {
        EventKind::Plan => "计划",
        EventKind::Undated => "时间未写明",
        EventKind::AsOf => "截至报道写作时",
        EventKind::Annual => "全年",
        EventKind::Quarter => "一个季度",
        EventKind::Event | EventKind::Span | EventKind::Scene => "",
    },
    project_count: |count| format!("{count} 个项目"),
    model_count: |count| format!("{count} 个模式"),
};

#[cfg(feature = "publish")]
pub(super) static PAGE_WORDS: PageWords = PageWords {
    unscripted: "脚本未启用：文字、表格和图形都可阅读，检索、筛选和点选需要启用脚本。",
    load_failed: "交互功能未能载入，检索、筛选和点选暂不可用。请检查网络后重新打开本页。",
    embed: EmbedWords {
        title: "嵌入本图",
        what: "视图或图表",
        kind: "代码形式",
        inline: "网页元素",
        frame: "框架（iframe）",
        figure: "图片（figure）",
        inline_note: "用于可以加载脚本的网页。同一页面只需一行脚本；网站的安全策略须允许本地址和 'wasm-unsafe-eval'。",
        frame_note: "用于只接受框架的系统。第二行让框架随内容调整高度；已有 pym.js、iframe-resizer 等工具时可以省去。",
        figure_note: "用于会删去脚本和自定义元素的编辑器。页面模板加载脚本后，图片接近屏幕时换成交互图。",
        code: "代码",
        copy: "复制代码",
        copied: "已复制。",
        copy_by_hand: "浏览器不允许在此复制。代码已选中，请按 Ctrl+C 或 ⌘C。",
        preview: "预览",
        interactive: "交互版",
    },
};
