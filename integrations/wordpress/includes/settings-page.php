<?php
/**
 * The page of the settings.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

add_action(
	'admin_menu',
	static function () {
		$title = __( 'Shanhai graphics', 'shanhai' );
		add_options_page( $title, $title, 'manage_options', 'shanhai', __NAMESPACE__ . '\print_settings_page' );
	}
);

add_filter(
	'plugin_action_links_' . plugin_basename( FILE ),
	static function ( $links ) {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=shanhai' ) ), esc_html__( 'Settings', 'shanhai' ) );
		return array_merge( array( $link ), $links );
	}
);

add_action( 'admin_post_shanhai_refresh', __NAMESPACE__ . '\take_over_list' );

/**
 * Answers the button that fetches the list again.
 */
function take_over_list() {
	if ( ! current_user_can( 'manage_options' ) ) {
		wp_die( esc_html__( 'You may not change these settings.', 'shanhai' ), 403 );
	}
	check_admin_referer( 'shanhai_refresh' );
	$done = refresh_list();
	$args = array(
		'page'    => 'shanhai',
		'shanhai' => is_wp_error( $done ) ? 'failed' : 'done',
	);
	wp_safe_redirect( add_query_arg( $args, admin_url( 'options-general.php' ) ) );
	exit;
}

/**
 * Prints the page.
 */
function print_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
	print_refresh_notice();
	echo '<form method="post" action="options.php">';
	settings_fields( 'shanhai' );
	print_fields( settings() );
	submit_button();
	echo '</form>';
	print_list();
	echo '</div>';
}

/**
 * Says how the last fetch went. (WordPress itself prints the faults of what was sent by the form.)
 */
function print_refresh_notice() {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- chooses a sentence and changes nothing
	$result = isset( $_GET['shanhai'] ) ? sanitize_key( $_GET['shanhai'] ) : '';
	if ( 'done' === $result ) {
		wp_admin_notice( esc_html__( 'The list of graphics is up to date.', 'shanhai' ), array( 'type' => 'success' ) );
	} elseif ( 'failed' === $result ) {
		wp_admin_notice( esc_html__( 'The list of graphics could not be fetched; the last one stays. Tools → Site Health tells more.', 'shanhai' ), array( 'type' => 'error' ) );
	}
}

/**
 * Prints the fields.
 *
 * @param array $settings The settings.
 */
function print_fields( $settings ) {
	$choices = array(
		'newest' => __( 'always the newest of that host', 'shanhai' ),
		'pinned' => __( 'this one, checked by its hash, until you take over another', 'shanhai' ),
	);
	echo '<table class="form-table" role="presentation"><tr><th scope="row"><label for="shanhai-host">';
	esc_html_e( 'Address of the release', 'shanhai' );
	echo '</label></th><td>';
	printf(
		'<input type="url" class="regular-text code" id="shanhai-host" name="shanhai_settings[host]" value="%s" placeholder="https://your.host/shanhai/" aria-describedby="shanhai-host-help">',
		esc_attr( $settings['host'] )
	);
	echo '<p class="description" id="shanhai-host-help">';
	esc_html_e( 'The folder in which shanhai.js and embeds.json lie.', 'shanhai' );
	echo '</p></td></tr><tr><th scope="row">';
	esc_html_e( 'Script', 'shanhai' );
	echo '</th><td><fieldset><legend class="screen-reader-text"><span>';
	esc_html_e( 'Script', 'shanhai' );
	echo '</span></legend>';
	foreach ( $choices as $value => $label ) {
		printf(
			'<label><input type="radio" name="shanhai_settings[release]" value="%s"%s> %s</label><br>',
			esc_attr( $value ),
			checked( $settings['release'], $value, false ),
			esc_html( $label )
		);
	}
	echo '</fieldset></td></tr></table>';
}

/**
 * Prints what the list holds, with the button that fetches it again.
 */
function print_list() {
	$list = embed_list();
	if ( ! $list || ! settings()['host'] ) {
		return;
	}
	echo '<h2>' . esc_html__( 'What can be embedded', 'shanhai' ) . '</h2><p>';
	printf(
		/* translators: 1: a number, 2: a date and time, 3: a file name */
		esc_html__( '%1$d graphics; list of %2$s; script %3$s.', 'shanhai' ),
		count( $list['shown'] ),
		esc_html( wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $list['fetched'] ) ),
		'<code>' . esc_html( $list['script']['pinned'] ) . '</code>'
	);
	printf( '</p><form method="post" action="%s"><input type="hidden" name="action" value="shanhai_refresh">', esc_url( admin_url( 'admin-post.php' ) ) );
	wp_nonce_field( 'shanhai_refresh' );
	submit_button( __( 'Take over the newest release', 'shanhai' ), 'secondary', 'submit', false );
	echo '</form>';
}
