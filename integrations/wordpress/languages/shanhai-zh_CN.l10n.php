<?php
/**
 * Chinese texts, in the form that WordPress 6.5 reads without any other file.
 *
 * @package Shanhai
 */

return array(
	'domain'       => 'shanhai',
	'language'     => 'zh_CN',
	'plural-forms' => 'nplurals=1; plural=0;',
	'messages'     => array(
		'Shanhai graphics'                             => '山海图表',
		'Settings'                                     => '设置',
		'%1$s answers with status %2$d.'               => '%1$s 返回状态 %2$d。',
		'There is no list of graphics at that address.' => '该地址没有图表清单。',
		'The list of graphics has another form than this plugin knows: update the plugin.' => '图表清单的格式超出本插件所知：请更新插件。',
		'The list of graphics is incomplete.'          => '图表清单不完整。',
		'The address of the release must begin with https://.' => '发布地址须以 https:// 开头。',
		'You may not change these settings.'           => '您无权更改这些设置。',
		'The list of graphics is up to date.'          => '图表清单已是最新。',
		'The list of graphics could not be fetched; the last one stays. Tools → Site Health tells more.' => '无法获取图表清单，仍用上一份。详情见“工具 → 站点健康”。',
		'always the newest of that host'               => '始终使用该处最新的脚本',
		'this one, checked by its hash, until you take over another' => '固定使用当前脚本并校验其哈希，直到您改用新的',
		'Address of the release'                       => '发布地址',
		'The folder in which shanhai.js and embeds.json lie.' => 'shanhai.js 和 embeds.json 所在的目录。',
		'Script'                                       => '脚本',
		'What can be embedded'                         => '可以嵌入的内容',
		'%1$d graphics; list of %2$s; script %3$s.'    => '图表 %1$d 个；清单获取于 %2$s；脚本 %3$s。',
		'Take over the newest release'                 => '改用最新发布',
		'Show the whole graphic'                       => '显示整个图表',
		'Shanhai graphics may not be shown'            => '山海图表可能无法显示',
		'Shanhai graphics can be shown'                => '山海图表可以显示',
		'Shanhai'                                      => '山海',
		'No address of a release is set.'              => '尚未设置发布地址。',
		'Readers see picture, text and link meanwhile.' => '在此期间，读者看到的是图片、文字和链接。',
		'The list of graphics, its script and its program can be read, and the policy of this site lets them run.' => '图表清单、脚本和程序均可读取，本站的内容安全策略允许其运行。',
		'%s is not the script that the list names: its hash is another.' => '%s 不是清单所列的脚本：哈希不符。',
		'%1$s comes as “%2$s”; browsers want a type with “%3$s”.' => '%1$s 的类型为“%2$s”，浏览器要求含“%3$s”的类型。',
		'%s may not be loaded by this site: its host sends no Access-Control-Allow-Origin for it.' => '本站不能加载 %s：其主机没有为它发送 Access-Control-Allow-Origin。',
		'The policy of this site (%s) does not allow the host of the release.' => '本站的内容安全策略（%s）不允许发布所在的主机。',
		'The policy of this site (script-src) lacks \'wasm-unsafe-eval\', without which no program runs.' => '本站的内容安全策略（script-src）缺少 \'wasm-unsafe-eval\'，程序无法运行。',
		"block title\4Shanhai graphic"                 => '山海图表',
		"block description\4A view, a chart or a project of the interactive graphic." => '交互图中的一个视图、图表或项目。',
		"block keyword\4chart"                         => '图表',
		"block keyword\4map"                           => '地图',
		"block title\4Shanhai step"                    => '山海步骤',
		"block description\4A part of the story: when it comes to the middle of the screen, the graphic turns to a chart and a mark in it lights." => '叙事中的一步：滚动到屏幕中间时，图表随之切换，相应标记点亮。',
		"block keyword\4scroll"                        => '滚动',
		"block keyword\4story"                         => '叙事',
	),
);
