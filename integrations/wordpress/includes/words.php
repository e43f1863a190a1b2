<?php
/**
 * Words of an article that light a mark, and steps of a story: both are marked in the text, and need the script.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

add_filter( 'the_content', __NAMESPACE__ . '\prepare_words', 20 );

/**
 * Makes marked words reachable by keyboard, and asks for the script. What is saved has no `tabindex`, since it is taken out
 * of what authors write, and since the words would be stops that do nothing when the plugin is off.
 *
 * @param string $content The post's content.
 * @return string
 */
function prepare_words( $content ) {
	$has_words = false !== strpos( $content, 'data-shanhai-target=' );
	if ( ( ! $has_words && false === strpos( $content, 'data-shanhai-step=' ) ) || is_feed() || is_amp() || ! embed_list() || ! settings()['host'] ) {
		return $content;
	}
	enqueue_module();
	wp_enqueue_style( 'shanhai-graphic' );
	$tags = new \WP_HTML_Tag_Processor( $content );
	while ( $tags->next_tag() ) {
		$is_reachable = in_array( $tags->get_tag(), array( 'A', 'BUTTON' ), true ) || null !== $tags->get_attribute( 'tabindex' );
		if ( null !== $tags->get_attribute( 'data-shanhai-target' ) && ! $is_reachable ) {
			$tags->set_attribute( 'tabindex', '0' );
		}
	}
	return $tags->get_updated_html();
}
