<?php
/**
 * The blocks: a graphic, which the server renders, and a step of a story, which is plain markup.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/** The scripts of the editor, each with what it needs. */
const EDITOR_SCRIPTS = array(
	'choices'    => array(),
	'transforms' => array( 'shanhai-choices', 'wp-blocks' ),
	'graphic'    => array( 'shanhai-transforms', 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
	'step'       => array( 'shanhai-choices', 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
	'words'      => array( 'shanhai-choices', 'wp-rich-text', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
);

add_action( 'init', __NAMESPACE__ . '\register_blocks' );

/**
 * Registers scripts, styles and blocks.
 */
function register_blocks() {
	foreach ( EDITOR_SCRIPTS as $name => $needs ) {
		wp_register_script( "shanhai-$name", plugins_url( "editor/$name.js", FILE ), $needs, VERSION, true );
		if ( in_array( 'wp-i18n', $needs, true ) ) {
			wp_set_script_translations( "shanhai-$name", 'shanhai', dirname( FILE ) . '/languages' );
		}
	}
	wp_register_style( 'shanhai-graphic', plugins_url( 'style.css', FILE ), array(), VERSION );
	wp_register_style( 'shanhai-editor', plugins_url( 'editor/editor.css', FILE ), array(), VERSION );
	register_block_type( dirname( FILE ) . '/blocks/graphic', array( 'render_callback' => __NAMESPACE__ . '\render_graphic_block' ) );
	register_block_type( dirname( FILE ) . '/blocks/step' );
}

add_filter(
	'load_script_translation_file',
	static function ( $file, $handle, $domain ) {
		// one file for all scripts of the editor
		return 'shanhai' === $domain && is_string( $file ) ? str_replace( "-$handle.json", '-editor.json', $file ) : $file;
	},
	10,
	3
);

add_action(
	'enqueue_block_editor_assets',
	static function () {
		$given = array(
			'host' => settings()['host'],
			'list' => embed_list(),
			'site' => get_locale(),
		);
		wp_add_inline_script( 'shanhai-choices', 'window.shanhaiEmbeds = ' . wp_json_encode( $given, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		wp_enqueue_script( 'shanhai-words' );
	}
);

/**
 * The block of a graphic. Where the list does not know it any more, the figure that was saved stays.
 *
 * @param array  $attributes The block's attributes.
 * @param string $content    The figure that was saved.
 * @return string
 */
function render_graphic_block( $attributes, $content ) {
	$markup = graphic( $attributes, get_block_wrapper_attributes() );
	return $markup ? $markup : $content;
}
