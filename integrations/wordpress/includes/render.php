<?php
/**
 * A graphic as markup: for readers of the site, for feeds and mail, and for AMP. Each has picture, text and link.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/** Height of a frame until its page has said how high it is, px. */
const FRAME_HEIGHT = 760;

/**
 * The markup of a graphic for whoever asks for it now.
 *
 * @param array  $chosen  `kind`, `id`, `language` and `theme`.
 * @param string $wrapper Attributes of the element around it, escaped.
 * @return string Empty if the list has no such graphic.
 */
function graphic( $chosen, $wrapper = 'class="wp-block-shanhai-graphic"' ) {
	$entry = entry_of( $chosen['kind'], $chosen['id'] );
	if ( ! $entry || ! settings()['host'] ) {
		return '';
	}
	$language = isset( $entry['in'][ $chosen['language'] ] ) ? $chosen['language'] : (string) array_key_first( $entry['in'] );
	$theme    = in_array( $chosen['theme'], array( 'light', 'dark' ), true ) ? $chosen['theme'] : '';
	$one      = $entry['in'][ $language ];
	if ( is_feed() ) {
		return '<figure>' . picture( $one ) . caption( $one, $language ) . '</figure>';
	}
	if ( is_amp() ) {
		return amp_frame( $one, $language, $theme );
	}
	enqueue_module();
	wp_enqueue_style( 'shanhai-graphic' );
	if ( 'frame' === $entry['as'] ) {
		return sprintf( '<div %s><figure>%s%s</figure></div>', $wrapper, frame( $one, $theme ), caption( $one, $language ) );
	}
	return sprintf(
		'<div %1$s><figure data-shanhai="%2$s" data-shanhai-lang="%3$s"%4$s%5$s>%6$s%7$s</figure></div>',
		$wrapper,
		esc_attr( $entry['kind'] . ':' . $entry['id'] ),
		esc_attr( $language ),
		$theme ? ' data-shanhai-theme="' . esc_attr( $theme ) . '"' : '',
		reserved( $one['heights'] ),
		picture( $one ),
		caption( $one, $language )
	);
}

/**
 * The picture, which is a link.
 *
 * @param array $one What the list says of the graphic in a language.
 * @return string
 */
function picture( $one ) {
	return sprintf(
		'<a href="%s"><img src="%s" alt="%s" width="%d" height="%d" loading="lazy" decoding="async" style="max-width:100%%;height:auto"></a>',
		esc_url( at_host( $one['viewer'] ) ),
		esc_url( at_host( $one['picture']['file'] ) ),
		esc_attr( $one['picture']['alt'] ),
		$one['picture']['width'],
		$one['picture']['height']
	);
}

/**
 * The line below it.
 *
 * @param array  $one      What the list says of the graphic in a language.
 * @param string $language Its tag.
 * @return string
 */
function caption( $one, $language ) {
	return sprintf(
		'<figcaption lang="%s"><strong>%s</strong> <span>%s</span> <a href="%s">%s</a></figcaption>',
		esc_attr( $language ),
		esc_html( $one['title'] ),
		esc_html( $one['text'] ),
		esc_url( at_host( $one['viewer'] ) ),
		esc_html( $one['link'] )
	);
}

/**
 * The heights that the graphic will at least have, by width classes: what the style sheet keeps free for it.
 *
 * @param int[] $heights Heights, px.
 * @return string An attribute, or nothing.
 */
function reserved( $heights ) {
	$rules = '';
	foreach ( array_slice( $heights, 0, 4 ) as $class => $height ) {
		$rules .= sprintf( '--shanhai-height-%d:%dpx;', $class, $height );
	}
	return $rules ? ' style="' . esc_attr( $rules ) . '"' : '';
}

/**
 * The address of the page for frames.
 *
 * @param array  $one   What the list says of the graphic in a language.
 * @param string $theme `light`, `dark` or nothing.
 * @return string
 */
function frame_address( $one, $theme ) {
	return at_host( $theme ? add_query_arg( 'theme', $theme, $one['page'] ) : $one['page'] );
}

/**
 * A frame, for what has no element of its own.
 *
 * @param array  $one   What the list says of the graphic in a language.
 * @param string $theme `light`, `dark` or nothing.
 * @return string
 */
function frame( $one, $theme ) {
	return sprintf(
		'<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy" allow="web-share; clipboard-write" frameborder="0"></iframe>',
		esc_url( frame_address( $one, $theme ) ),
		esc_attr( $one['title'] ),
		FRAME_HEIGHT
	);
}

/**
 * Whether the page that is being made is an AMP page.
 *
 * @return bool
 */
function is_amp() {
	$is = function_exists( 'amp_is_request' ) && \amp_is_request();
	/**
	 * For plugins that make AMP pages in another way.
	 *
	 * @param bool $is Whether the AMP plugin makes one.
	 */
	return (bool) apply_filters( 'shanhai_is_amp', $is );
}

/**
 * A graphic on an AMP page: a frame in the form that AMP allows, with the picture until it is loaded; the picture alone
 * where the host is not secure, since AMP refuses such frames.
 *
 * @param array  $one      What the list says of the graphic in a language.
 * @param string $language Its tag.
 * @param string $theme    `light`, `dark` or nothing.
 * @return string
 */
function amp_frame( $one, $language, $theme ) {
	$address = frame_address( $one, $theme );
	$image   = sprintf( ' src="%s" alt="%s"', esc_url( at_host( $one['picture']['file'] ) ), esc_attr( $one['picture']['alt'] ) );
	if ( 0 !== strpos( $address, 'https://' ) ) {
		$size    = sprintf( ' width="%d" height="%d" layout="responsive"', $one['picture']['width'], $one['picture']['height'] );
		$picture = sprintf( '<a href="%s"><amp-img%s></amp-img></a>', esc_url( at_host( $one['viewer'] ) ), $image . $size );
		return '<figure>' . $picture . caption( $one, $language ) . '</figure>';
	}
	return sprintf(
		'<figure><amp-iframe src="%1$s" title="%2$s" layout="fixed-height" height="%3$d" sandbox="allow-scripts allow-popups" frameborder="0" resizable>' .
		'<amp-img placeholder layout="fill"%4$s></amp-img><div overflow tabindex="0" role="button">%5$s</div></amp-iframe>%6$s</figure>',
		esc_url( $address ),
		esc_attr( $one['title'] ),
		FRAME_HEIGHT,
		$image,
		esc_html__( 'Show the whole graphic', 'shanhai' ),
		caption( $one, $language )
	);
}
