#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _57
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _78 = SPIRV_CROSS_CONSTANT_ID_0;

struct _87
{
    int _m0[1];
};

struct _138
{
    uint2 _m0[1];
};

struct _176
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _199 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_199, 1u, 1u);

kernel void main0(constant _57& _59 [[buffer(0)]], const device _138& _140 [[buffer(2)]], const device _87& _89 [[buffer(4)]], device _176& _178 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _81 = (gl_WorkGroupID.x * _78) + gl_LocalInvocationID.x;
        uint _98 = uint(_89._m0[gl_WorkGroupID.y]) - _59._m3;
        bool _103 = _81 >= _59._m0;
        bool _112;
        if (!_103)
        {
            _112 = _98 >= _59._m4;
        }
        else
        {
            _112 = _103;
        }
        if (_112)
        {
            break;
        }
        uint _227 = 4u * ((_98 * _59._m0) + _81);
        float4 _150 = as_type<float4>(uint4(_140._m0[_227].x << uint(16), _140._m0[_227].x & 4294901760u, _140._m0[_227].y << uint(16), _140._m0[_227].y & 4294901760u)) * _59._m5;
        uint _154 = 16u * _81;
        if (_154 < _59._m2)
        {
            _178._m0[(gl_WorkGroupID.y * _59._m2) + _154] = _150.x;
        }
        if ((_154 + 1u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _154) + 1u] = _150.y;
        }
        if ((_154 + 2u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _154) + 2u] = _150.z;
        }
        if ((_154 + 3u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _154) + 3u] = _150.w;
        }
        uint _333 = _227 + 1u;
        float4 _346 = as_type<float4>(uint4(_140._m0[_333].x << uint(16), _140._m0[_333].x & 4294901760u, _140._m0[_333].y << uint(16), _140._m0[_333].y & 4294901760u)) * _59._m5;
        uint _349 = _154 + 4u;
        if (_349 < _59._m2)
        {
            _178._m0[(gl_WorkGroupID.y * _59._m2) + _349] = _346.x;
        }
        if ((_154 + 5u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _349) + 1u] = _346.y;
        }
        if ((_154 + 6u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _349) + 2u] = _346.z;
        }
        if ((_154 + 7u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _349) + 3u] = _346.w;
        }
        uint _441 = _227 + 2u;
        float4 _454 = as_type<float4>(uint4(_140._m0[_441].x << uint(16), _140._m0[_441].x & 4294901760u, _140._m0[_441].y << uint(16), _140._m0[_441].y & 4294901760u)) * _59._m5;
        uint _457 = _154 + 8u;
        if (_457 < _59._m2)
        {
            _178._m0[(gl_WorkGroupID.y * _59._m2) + _457] = _454.x;
        }
        if ((_154 + 9u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _457) + 1u] = _454.y;
        }
        if ((_154 + 10u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _457) + 2u] = _454.z;
        }
        if ((_154 + 11u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _457) + 3u] = _454.w;
        }
        uint _549 = _227 + 3u;
        float4 _562 = as_type<float4>(uint4(_140._m0[_549].x << uint(16), _140._m0[_549].x & 4294901760u, _140._m0[_549].y << uint(16), _140._m0[_549].y & 4294901760u)) * _59._m5;
        uint _565 = _154 + 12u;
        if (_565 < _59._m2)
        {
            _178._m0[(gl_WorkGroupID.y * _59._m2) + _565] = _562.x;
        }
        if ((_154 + 13u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _565) + 1u] = _562.y;
        }
        if ((_154 + 14u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _565) + 2u] = _562.z;
        }
        if ((_154 + 15u) < _59._m2)
        {
            _178._m0[((gl_WorkGroupID.y * _59._m2) + _565) + 3u] = _562.w;
        }
        break;
    } while(false);
}

