#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _52
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
constant uint _74 = SPIRV_CROSS_CONSTANT_ID_0;

struct _83
{
    int _m0[1];
};

struct _134
{
    uint2 _m0[1];
};

struct _172
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _195 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_195, 1u, 1u);

kernel void main0(constant _52& _54 [[buffer(0)]], const device _134& _136 [[buffer(2)]], const device _83& _85 [[buffer(4)]], device _172& _174 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _77 = (gl_WorkGroupID.x * _74) + gl_LocalInvocationID.x;
        uint _94 = uint(_85._m0[gl_WorkGroupID.y]) - _54._m3;
        bool _99 = _77 >= _54._m0;
        bool _108;
        if (!_99)
        {
            _108 = _94 >= _54._m4;
        }
        else
        {
            _108 = _99;
        }
        if (_108)
        {
            break;
        }
        uint _223 = 4u * ((_94 * _54._m0) + _77);
        float4 _146 = float4(float2(as_type<half2>(_136._m0[_223].x)), float2(as_type<half2>(_136._m0[_223].y))) * _54._m5;
        uint _150 = 16u * _77;
        if (_150 < _54._m2)
        {
            _174._m0[(gl_WorkGroupID.y * _54._m2) + _150] = _146.x;
        }
        if ((_150 + 1u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _150) + 1u] = _146.y;
        }
        if ((_150 + 2u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _150) + 2u] = _146.z;
        }
        if ((_150 + 3u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _150) + 3u] = _146.w;
        }
        uint _324 = _223 + 1u;
        float4 _336 = float4(float2(as_type<half2>(_136._m0[_324].x)), float2(as_type<half2>(_136._m0[_324].y))) * _54._m5;
        uint _339 = _150 + 4u;
        if (_339 < _54._m2)
        {
            _174._m0[(gl_WorkGroupID.y * _54._m2) + _339] = _336.x;
        }
        if ((_150 + 5u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _339) + 1u] = _336.y;
        }
        if ((_150 + 6u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _339) + 2u] = _336.z;
        }
        if ((_150 + 7u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _339) + 3u] = _336.w;
        }
        uint _431 = _223 + 2u;
        float4 _443 = float4(float2(as_type<half2>(_136._m0[_431].x)), float2(as_type<half2>(_136._m0[_431].y))) * _54._m5;
        uint _446 = _150 + 8u;
        if (_446 < _54._m2)
        {
            _174._m0[(gl_WorkGroupID.y * _54._m2) + _446] = _443.x;
        }
        if ((_150 + 9u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _446) + 1u] = _443.y;
        }
        if ((_150 + 10u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _446) + 2u] = _443.z;
        }
        if ((_150 + 11u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _446) + 3u] = _443.w;
        }
        uint _538 = _223 + 3u;
        float4 _550 = float4(float2(as_type<half2>(_136._m0[_538].x)), float2(as_type<half2>(_136._m0[_538].y))) * _54._m5;
        uint _553 = _150 + 12u;
        if (_553 < _54._m2)
        {
            _174._m0[(gl_WorkGroupID.y * _54._m2) + _553] = _550.x;
        }
        if ((_150 + 13u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _553) + 1u] = _550.y;
        }
        if ((_150 + 14u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _553) + 2u] = _550.z;
        }
        if ((_150 + 15u) < _54._m2)
        {
            _174._m0[((gl_WorkGroupID.y * _54._m2) + _553) + 3u] = _550.w;
        }
        break;
    } while(false);
}

